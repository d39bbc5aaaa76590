from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.api.context import Context
from cms.api.execution import run
from tests.factories.site import NOW, Site, make_page

SEARCH = """query ($query: String!) { search(query: $query) {
  totalCount isShortened nodes { title } edges { highlights { html } } facets { types { count } }
} }"""
OPERATORS = """NEAR( NEAR/2 AND OR NOT * : " ' ^ - ( ) { } + & | ! <->""".split()  # noqa: SIM905  Read more easily.
PIECES = st.one_of(
    st.sampled_from(OPERATORS),
    st.sampled_from(
        ["Bergbau", "title", "language", "de", "%s", "%", "\\", "--", ";", "\0", "\ud800", "ß", "ﬃ", "İ", "½"]
    ),
    st.text(alphabet=st.characters(), max_size=12),
)
QUERIES = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=30).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
# Each example asks the database anew, and nothing that one leaves behind changes another.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

Ask = Callable[..., Any]


@given(query=QUERIES)
@settings(patient, max_examples=100)
def test_no_text_is_an_error(site: Site, query: str) -> None:
    answer = run(SEARCH, variables={"query": query}, context=Context(base_url="", now=NOW))

    assert answer.errors == ()


@given(title=QUERIES)
@settings(patient, max_examples=25)
def test_every_title_finds_its_page(site: Site, title: str) -> None:
    title = f"Bergbau {title}".replace("\0", "").encode("utf-8", "ignore").decode()[:200]
    page = make_page(site.german, title, slug="bergbau")
    page.save()
    quoted = title.replace('"', " ").replace("-", " ")

    answer = run(SEARCH, variables={"query": quoted}, context=Context(base_url="", now=NOW))

    assert answer.errors == ()
    assert answer.data is not None
    assert [node["title"] for node in answer.data["search"]["nodes"]] == [page.title]
    page.delete()


@pytest.mark.parametrize(
    "query",
    [
        'bergbau" OR "kohle',
        "bergbau'); DROP TABLE search_document; --",
        "title : bergbau",
        "bergbau NEAR kohle",
        "bergbau | kohle",
        "language:en bergbau",
    ],
)
def test_operators_of_databases_are_plain_text(site: Site, ask: Ask, query: str) -> None:
    make_page(site.german, "Bergbau")
    make_page(site.german, "Kohle")

    assert ask(SEARCH, query=query)["search"]["totalCount"] == 0
    assert ask(SEARCH, query="bergbau")["search"]["totalCount"] == 1
