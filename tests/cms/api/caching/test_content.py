import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from grapple.registry import registry

from cms.api.context import Context
from cms.api.execution import run
from cms.api.schema import schema
from cms.epoch.content import content_tables
from tests.factories.site import Site, make_event, make_page, make_statement, make_topic

TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
# What these say never changes what an answer shows: types of content are made by migrations, and names of tables
# stand for no rows of content.
NO_CONTENT = {"django_content_type", "epoch_epoch"}
QUERIES = (
    "{ site(locale: de) { organisationName menu { path title } homePages { path } imprintPage { path } } }",
    '{ route(path: "/", locale: de) { ... on PageRoute { page { __typename id path title seoTitle } } } }',
    "{ statements(locale: de) { totalCount nodes { title topics { name } body { __typename } } } }",
    "{ events(locale: de, upcoming: true) { nodes { title start heroImage { alt } } } }",
    "{ topics(locale: de) { nodes { name } } people { nodes { name } } organisations { nodes { name } } }",
    '{ search(query: "Frieden", locale: de) { __typename } }',
)


def models_of_types() -> Iterator[type[Model]]:
    """Return the models of all types of the schema, with those that they inherit from or have relations to."""
    schema()
    for model in (*registry.pages, *registry.snippets, *registry.images, *registry.documents):
        yield model
        yield from model._meta.get_parent_list()
        yield from (field.related_model for field in model._meta.get_fields() if _is_shown(field))


def _is_shown(field: object) -> bool:
    """Leave out what the machinery of Wagtail hangs on every page, and who wrote it: no type shows them."""
    related = getattr(field, "related_model", None)
    if related is None or isinstance(related, str):
        return False
    return related._meta.app_label in {"home", "publications", "pages", "images", "wagtaildocs", "taggit"}


def test_every_model_of_the_schema_is_content() -> None:
    names = {table.name for table in content_tables()}
    models = set(models_of_types())

    assert models
    assert {model._meta.db_table for model in models if not model._meta.abstract} - names == set()


@pytest.mark.parametrize("query", QUERIES)
def test_answers_are_read_from_tables_of_content_alone(query: str, site: Site) -> None:
    make_page(site.german)
    make_statement(site.statements, topics=[make_topic()])
    make_event(site.events)
    with CaptureQueriesContext(connection) as queries:
        answer = run(query, variables={}, context=Context(base_url="https://www.example.org"))

    read = {name for each in queries.captured_queries for name in TABLE.findall(each["sql"])}
    assert answer.errors == ()
    assert read - {table.name for table in content_tables()} - NO_CONTENT == set()
