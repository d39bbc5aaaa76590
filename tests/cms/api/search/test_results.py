import pytest

from cms.api.context import Context
from cms.api.execution import run
from tests.cms.api.search.conftest import Ask, titles
from tests.factories.site import NOW, Site, make_page, make_statement

SHORT = """query ($query: String!) { search(query: $query) { ...Found edges { node { ...Plain } } } }
fragment Found on SearchConnection { totalCount nodes { title } facets { types { type count } } }
fragment Plain on PageInterface { title path summary ... on StatementPage { url } }"""


def test_a_search_answers_pages_with_what_was_found_in_them(site: Site, look_for: Ask) -> None:
    make_statement(site.statements, "Nein zur <Wehrpflicht>", summary="Gegen die Wehrpflichten & den Zwang.")

    found = look_for("wehrpflichten")

    (edge,) = found["edges"]
    assert edge["node"] | {"id": ""} == {
        "__typename": "StatementPage",
        "id": "",
        "title": "Nein zur <Wehrpflicht>",
        "path": "/stellungnahmen/nein-zur-wehrpflicht/",
        "locale": "de",
        "isFallback": False,
    }
    assert edge["highlights"][0] == {
        "field": "TITLE",
        "html": "Nein zur &lt;<mark>Wehrpflicht</mark>&gt;",
        "parts": [
            {"text": "Nein zur <", "isMatch": False},
            {"text": "Wehrpflicht", "isMatch": True},
            {"text": ">", "isMatch": False},
        ],
    }
    assert [(each["field"], each["html"]) for each in edge["highlights"][1:]] == [
        ("SUMMARY", "Gegen die <mark>Wehrpflichten</mark> &amp; den Zwang.")
    ]
    assert (found["totalCount"], titles(found)) == (1, ["Nein zur <Wehrpflicht>"])


def test_an_answer_notes_what_it_shows(site: Site) -> None:
    page = make_page(site.german, "Bergbau")
    context = Context(base_url="", now=NOW)

    run(SHORT, variables={"query": "Bergbau"}, context=context)

    assert context.keys == {"list:search", f"page:{page.pk}"}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("totalCount", {"totalCount": 1}),
        ("edges { score }", {"edges": [{"score": 1.0}]}),
        ("edges { highlights { html } }", {"edges": [{"highlights": [{"html": "<mark>Bergbau</mark>"}]}]}),
        ("pageInfo { hasNextPage }", {"pageInfo": {"hasNextPage": False}}),
        ("facets { topics { count } }", {"facets": {"topics": []}}),
        ("facets { locales { locale } }", {"facets": {"locales": [{"locale": "de"}]}}),
        ("a: nodes { title } b: nodes { path }", {"a": [{"title": "Bergbau"}], "b": [{"path": "/bergbau/"}]}),
        ("nodes { ... on HomePage { latestStatements { title } } title }", {"nodes": [{"title": "Bergbau"}]}),
    ],
)
def test_parts_of_an_answer_can_be_asked_for_alone(site: Site, ask: Ask, selection: str, expected: object) -> None:
    make_page(site.german, "Bergbau", summary="", body=[])

    assert ask(f'{{ search(query: "Bergbau") {{ {selection} }} }}')["search"] == expected
