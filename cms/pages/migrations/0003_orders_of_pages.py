from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What lists are put in order by stands in Wagtail's table. PostgreSQL knows how many pages each type has, and walks
# such an index only where that is less work than sorting. SQLite does not know, and would walk all pages of the site for
# every type of which there are few.
INDEXES = {
    "page_by_title": "(title, id)",
    "page_by_update": "(last_published_at, id)",
    "page_by_update_down": "(last_published_at DESC NULLS LAST, id DESC)",
    "page_by_first_publishing_down": "(first_published_at DESC NULLS LAST, id DESC)",
}


def create(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for name, columns in INDEXES.items():
            editor.execute(f"CREATE INDEX {name} ON wagtailcore_page {columns}")


def drop(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for name in INDEXES:
            editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0002_gone_paths"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create, drop)]
