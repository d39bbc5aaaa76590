from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from cms.api.context import Context
from cms.api.execution import run
from cms.api.global_ids import GlobalID
from publications.models import Authorship
from tests.cms.api.plans.conftest import Compare
from tests.factories.files import make_image
from tests.factories.register import make_person
from tests.factories.site import Site, make_event, make_page, make_statement, make_topic

MAXIMUM = 4
FIELDS = """__typename id
  ... on PageInterface {
    title path locale isFallback body { __typename ... on ParagraphBlock { html } } breadcrumbs { title }
    translations { path } relatedPages { title } heroImage { alt }
  }
  ... on StatementPage { date topics { name } authors { name } }
  ... on SnippetInterface { resolvedLocale isFallback }
  ... on Topic { name slug } ... on Person { name role portrait { alt } }
  ... on Image { alt rendition(preset: CARD) { url width } }"""
NODE = f"query ($id: ID!) {{ node(id: $id) {{ {FIELDS} }} }}"
NODES = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ {FIELDS} }} }}"

Ask = Callable[..., Any]


@pytest.fixture
def keys(site: Site) -> list[str]:
    target = make_page(site.german, "Ziel")
    link = [("paragraph", {"text": f'<p><a linktype="page" id="{target.pk}">Ziel</a></p>'})]
    statement = make_statement(site.statements, body=link, hero_image=make_image())
    person, topic = make_person("Erika", "erika"), make_topic()
    statement.topics, statement.authorships = [topic], [Authorship(person=person)]
    statement.save()
    items: list[Any] = [statement, make_event(site.events), site.english, topic, person, make_image()]
    return [*(str(GlobalID.of(item)) for item in items), str(GlobalID(type_name="Topic", key=4711))]


def test_a_plan_answers_for_ids_as_the_executor_does(keys: list[str], compare: Compare) -> None:
    for key in keys:
        compare(NODE, id=key)
    compare(NODES, ids=[*keys, keys[0]])
    compare(NODES, ids=[])


def test_images_of_closed_collections_stay_closed(site: Site, compare: Compare, ask: Ask) -> None:
    closed = Collection.get_first_root_node().add_child(name="Intern")
    keys = [str(GlobalID.of(make_image(collection=each))) for each in (closed, Collection.get_first_root_node())]
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")

    compare(NODES, ids=keys)

    assert [found is None for found in ask(NODES, ids=keys)["nodes"]] == [True, False]


def test_an_object_takes_few_statements_whatever_it_is(keys: list[str], ask: Ask) -> None:
    ask(NODES, ids=keys)

    counts = []
    for key in keys:
        with CaptureQueriesContext(connection) as queries:
            ask(NODE, id=key)
        counts.append(len(queries))
    with CaptureQueriesContext(connection) as queries:
        ask(NODES, ids=keys)

    assert max(*counts, len(queries)) <= MAXIMUM


@pytest.mark.parametrize(
    "query",
    ['{ node(id: "nonsense") { id } }', '{ a: node(id: "x") { id } nodes(ids: []) { id } }'],
)
def test_what_is_no_id_is_refused_where_it_stands(site: Site, query: str) -> None:
    answer = run(query, variables={}, context=Context(base_url=""))

    assert [(error.extensions or {}).get("code") for error in answer.errors] == ["BAD_ID"]
