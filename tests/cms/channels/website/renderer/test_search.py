import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from cms.api.search.page_types import page_type_enum
from cms.channels.website.renderer import render_search
from cms.channels.website.renderer.search import GROUPS, Asked
from cms.channels.wording import WORDINGS
from tests.conftest import ExpectFile
from tests.factories.answers import SITE

EXPECTED = Path(__file__).parents[1] / "expected"
ENGLISH_SITE = SITE | {"locale": "en", "path": "/en/", "url": "https://www.example.org/en/", "menu": []}
STATEMENT = {
    "__typename": "StatementPage",
    "title": "Nein zur <Wehrpflicht>",
    "path": "/stellungnahmen/nein/",
    "summary": "Gegen den Zwang.",
    "date": "2026-11-20",
}
EVENT = {
    "__typename": "EventPage",
    "title": "Offenes Treffen",
    "path": "/termine/treffen/",
    "summary": "Über die Wehrpflicht.",
    "start": "2026-12-05T23:30:00+00:00",
    "timeZone": "Europe/Berlin",
}
PAGE = {"__typename": "StandardPage", "title": "Wer wir sind", "path": "/wer/", "summary": "Kurz & knapp."}


def part(text: str, *, is_match: bool = False) -> dict[str, Any]:
    return {"text": text, "isMatch": is_match}


def highlight(field: str, *parts: dict[str, Any]) -> dict[str, Any]:
    return {"field": field, "parts": list(parts)}


MATCH = part("Wehrpflicht", is_match=True)
EDGES = [
    {"node": STATEMENT, "highlights": [highlight("TITLE", part("Nein zur <"), MATCH, part(">"))]},
    {
        "node": EVENT,
        "highlights": [
            highlight("SUMMARY", part("Über die "), MATCH, part(".")),
            highlight("BODY", part("… gegen die "), MATCH, part(" & <mehr> …")),
        ],
    },
    {"node": PAGE, "highlights": [highlight("BODY", part("Zur "), MATCH)]},
]


def found(*edges: dict[str, Any], **changed: Any) -> dict[str, Any]:
    facets = {"types": [{"type": "STATEMENT_PAGE", "count": 1}, {"type": "EVENT_PAGE", "count": 1}], "locales": []}
    place = {"hasNextPage": False, "endCursor": None}
    search = {"totalCount": len(edges), "isShortened": False, "edges": list(edges), "pageInfo": place, "facets": facets}
    return {"search": search | changed, "site": SITE}


NOTHING = found(
    facets={"types": [], "locales": [{"locale": "en", "count": 2}, {"locale": "de", "count": 0}]}, isShortened=True
)
MORE = found(*EDGES, totalCount=12, pageInfo={"hasNextPage": True, "endCursor": "next=1&"})


def html_of(data: dict[str, Any], asked: Asked) -> str:
    return render_search(data, asked=asked).files[0].content.decode()


@pytest.mark.parametrize(
    ("name", "data", "asked"),
    [
        ("search", MORE, Asked(query='Wehrpflicht "&', group="statements", after="before")),
        ("search_nothing", NOTHING, Asked(query="Wolkenkuckucksheim")),
        ("search_blank_english", found() | {"site": ENGLISH_SITE}, Asked()),
    ],
)
def test_search_reads_as_expected(expect_file: ExpectFile, name: str, data: dict[str, Any], asked: Asked) -> None:
    message = render_search(data, asked=asked)

    assert [(file.name, file.media_type) for file in message.files] == [("index.html", "text/html")]
    expect_file(EXPECTED / f"{name}.html", message.files[0].content)


def test_what_was_typed_and_found_cannot_become_markup() -> None:
    html = html_of(MORE, Asked(query='"><script>', after='"><b>'))

    assert html.count("<script") == html.count("<b>") == 0
    assert 'value="&quot;&gt;&lt;script&gt;"' in html
    assert "<mark>Wehrpflicht</mark> &amp; &lt;mehr&gt; …" in html


def test_links_keep_what_was_looked_for() -> None:
    html = html_of(MORE, Asked(query="a&b", group="events"))

    links = {unescape(link) for link in re.findall(r'href="(/suche/[^"]*)"', html)}
    assert {
        "/suche/?q=a%26b",
        "/suche/?q=a%26b&type=statements",
        "/suche/?q=a%26b&type=events",
        "/suche/?q=a%26b&type=events&after=next%3D1%26",
    } <= links
    assert 'href="/en/search/?q=a%26b"' in html


def test_the_day_of_an_event_is_that_of_its_time_zone() -> None:
    assert '<time datetime="2026-12-06">' in html_of(MORE, Asked(query="x"))


def test_every_type_of_page_is_in_one_group_with_a_name_in_each_language() -> None:
    grouped = [kind for kinds in GROUPS.values() for kind in kinds]

    assert sorted(grouped) == sorted(page_type_enum()._meta.enum.__members__)
    assert [set(words.search.groups) for words in WORDINGS.values()] == [set(GROUPS)] * len(WORDINGS)
