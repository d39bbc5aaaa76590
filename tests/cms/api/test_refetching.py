from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from cms.api.context import Context
from cms.api.execution import run
from cms.api.global_ids import GlobalID
from tests.factories.files import make_image
from tests.factories.site import NOW, Site, make_event, make_statement, make_topic

NODE = """query ($id: ID!) { node(id: $id) {
  __typename id
  ... on PageInterface { title locale resolvedLocale isFallback }
  ... on SnippetInterface { resolvedLocale isFallback }
  ... on Topic { name }
  ... on Image { alt }
} }"""
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on PageInterface { title } ... on Topic { name } } }"
IDS = """{
  statements { nodes { id } edges { node { id } } }
  topics { nodes { id } }
}"""

Ask = Callable[..., Any]


def refusals(document: str, **variables: Any) -> list[Any]:
    answer = run(document, variables=variables, context=Context(base_url="", now=NOW))
    return [(error.extensions or {}).get("code") for error in answer.errors]


def test_a_page_by_its_id(site: Site, ask: Ask) -> None:
    key = str(GlobalID.of(make_statement(site.statements)))

    assert ask(NODE, id=key)["node"] == {
        "__typename": "StatementPage",
        "id": key,
        "title": "Nein zur Wehrpflicht",
        "locale": "de",
        "resolvedLocale": "de",
        "isFallback": False,
    }


def test_a_snippet_by_its_id(site: Site, ask: Ask) -> None:
    key = str(GlobalID.of(make_topic()))

    found = {"__typename": "Topic", "id": key, "name": "Frieden", "resolvedLocale": "de", "isFallback": False}
    assert ask(NODE, id=key)["node"] == found


def test_an_image_by_its_id(site: Site, ask: Ask) -> None:
    key = str(GlobalID.of(make_image()))

    assert ask(NODE, id=key)["node"] == {"__typename": "Image", "id": key, "alt": "Rote Fahnen"}


def test_lists_give_out_the_ids_that_node_takes(site: Site, ask: Ask) -> None:
    statement, topic = (str(GlobalID.of(item)) for item in (make_statement(site.statements), make_topic()))

    found = ask(IDS)

    assert found["statements"] == {"nodes": [{"id": statement}], "edges": [{"node": {"id": statement}}]}
    assert found["topics"] == {"nodes": [{"id": topic}]}


def test_what_cannot_be_seen_is_null(site: Site, ask: Ask) -> None:
    statement = make_statement(site.statements)
    statement.unpublish()
    closed = Collection.get_first_root_node().add_child(name="Intern")
    image = make_image(collection=closed)
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    hidden = [str(GlobalID.of(item)) for item in (statement, image)]
    unknown = [str(GlobalID(type_name=name, key=4711)) for name in ("StatementPage", "Topic", "Image", "Nothing")]
    never_saved = str(GlobalID(type_name="StatementPage", key=0))

    assert [ask(NODE, id=key)["node"] for key in (*hidden, *unknown, never_saved)] == [None] * 7


def test_several_at_once_come_in_the_order_asked_for(site: Site, ask: Ask) -> None:
    statement, event, topic = make_statement(site.statements), make_event(site.events), make_topic()
    keys = [str(GlobalID.of(item)) for item in (topic, event, statement, topic)]

    assert ask(NODES, ids=[*keys, str(GlobalID(type_name="Topic", key=4711))])["nodes"] == [
        {"__typename": "Topic", "name": "Frieden"},
        {"__typename": "EventPage", "title": "Offenes Treffen"},
        {"__typename": "StatementPage", "title": "Nein zur Wehrpflicht"},
        {"__typename": "Topic", "name": "Frieden"},
        None,
    ]


def test_many_cost_as_much_as_one(site: Site, ask: Ask) -> None:
    keys = [str(GlobalID.of(make_statement(site.statements, f"Nr. {number}"))) for number in range(20)]

    ask(NODES, ids=keys)
    counts = []
    for few in (keys[:1], keys):
        with CaptureQueriesContext(connection) as statements:
            ask(NODES, ids=few)
        counts.append(len(statements))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("key", ["", "12", "nonsense", "\0"])
def test_what_is_no_id_is_refused(db: None, key: str) -> None:
    assert refusals(NODE, id=key) == ["BAD_ID"]
    assert refusals(NODES, ids=[key]) == ["BAD_ID"]


def test_too_many_ids_are_refused(db: None) -> None:
    key = str(GlobalID(type_name="Topic", key=1))

    assert refusals(NODES, ids=[key] * 100) == []
    assert refusals(NODES, ids=[key] * 101) == ["TOO_MANY_IDS"]
