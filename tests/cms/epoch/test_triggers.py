import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from cms.epoch import current, signal_handlers
from cms.epoch.content import content_tables
from cms.epoch.triggers import Triggers

pytestmark = pytest.mark.django_db


def migrated() -> None:
    signal_handlers.install(using="default")


def test_installing_again_changes_nothing() -> None:
    epoch, installed = current(), Triggers.of("default").installed()
    migrated()

    assert current() == epoch
    assert Triggers.of("default").installed() == installed


def test_every_table_of_content_has_a_trigger_for_each_kind_of_change() -> None:
    tables = list(Triggers.of("default").installed().values())
    expected = 4 if connection.vendor == "postgresql" else 3

    assert {table.name: tables.count(table.name) for table in content_tables()} == {
        table.name: expected for table in content_tables()
    }


def test_triggers_that_were_lost_come_back_with_a_new_epoch() -> None:
    triggers = Triggers.of("default")
    epoch = current()
    triggers.drop()
    Tag.objects.create(name="Neu", slug="neu")
    assert current() == epoch
    migrated()

    assert current() > epoch
    test_every_table_of_content_has_a_trigger_for_each_kind_of_change()


def test_a_table_that_is_rebuilt_gets_its_triggers_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE other AS SELECT * FROM taggit_taggeditem")
        cursor.execute("DROP TABLE taggit_taggeditem")
        cursor.execute("ALTER TABLE other RENAME TO taggit_taggeditem")
    migrated()
    epoch = current()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO taggit_taggeditem (id, tag_id, content_type_id, object_id) VALUES (1, 1, 1, 1)")

    assert current() > epoch


def test_a_trigger_that_is_no_longer_right_goes() -> None:
    triggers = Triggers.of("default")
    name = "epoch_of_table_0123456789abcdef"
    some = next(text for text in triggers.wanted({"taggit_tag"}).values() if "AFTER INSERT" in text)
    known = next(known for known in triggers.installed() if known in some or f'"{known}"' in some)
    with connection.cursor() as cursor:
        cursor.execute(some.replace(known, name))
    migrated()

    assert name not in triggers.installed()


def test_a_column_that_a_trigger_names_can_be_dropped_by_a_migration() -> None:
    signal_handlers.make_way(using="default", plan=["a migration"])
    with connection.cursor() as cursor:
        cascade = "CASCADE" if connection.vendor == "postgresql" else ""
        cursor.execute(f"ALTER TABLE wagtailcore_page DROP COLUMN seo_title {cascade}")


def test_a_migrate_without_migrations_leaves_the_triggers() -> None:
    installed = Triggers.of("default").installed()
    with CaptureQueriesContext(connection) as queries:
        signal_handlers.make_way(using="default", plan=[])

    assert queries.captured_queries == []
    assert Triggers.of("default").installed() == installed
