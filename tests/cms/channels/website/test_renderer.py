import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils.html import strip_tags

from cms.channels.blocks import RenderError
from cms.channels.website.renderer import render, render_missing
from tests.conftest import ExpectFile
from tests.factories.answers import BODY, IMAGE, SITE, answer, event, page, statement

EXPECTED = Path(__file__).parent / "expected"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENGLISH_SITE = {
    "locale": "en",
    "path": "/en/",
    "url": "https://www.example.org/en/",
    "menu": [{"title": "Events", "path": "/en/events/"}],
}
CANCELLED = event(title="Gegen Aufrüstung & Sozialabbau", kind="RALLY", status="CANCELLED")
ONLINE = event(
    title="Staat und Revolution",
    kind="STUDY_SESSION",
    status="MOVED_ONLINE",
    start="2026-10-10T18:00:00+02:00",
    end="2026-10-11T20:00:00+02:00",
    onlineUrl="https://treffen.example.org/raum",
    breadcrumbs=[{"title": "Start", "path": "/"}, {"title": "Termine", "path": "/termine/"}],
)
HOME = page(
    __typename="HomePage",
    title="Start",
    seoTitle="Klarheit und Einheit",
    path="/",
    url="https://www.example.org/",
    breadcrumbs=[],
    translations=[{"title": "Home", "path": "/en/", "locale": "en"}],
    latestStatements=[
        statement(),
        statement(title="Zum Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"),
    ],
    upcomingEvents=[event(), CANCELLED],
)
STATEMENTS = page(
    __typename="StatementIndexPage", title="Stellungnahmen", path="/stellungnahmen/", body=[], statements=[statement()]
)
EVENTS = page(
    __typename="EventIndexPage",
    title="Events",
    path="/en/events/",
    url="https://www.example.org/en/events/",
    locale="en",
    body=[],
    translations=[],
    upcoming=[],
    past=[ONLINE],
)


def html_of(data: dict[str, Any]) -> str:
    return render(data, now=NOW, assets={}).files[0].content.decode()


def body_of(*blocks: dict[str, Any]) -> str:
    html = html_of(answer(page(body=list(blocks))))
    return html.partition('<div class="prose">\n')[2].partition("\n</div>\n</div>\n</article>")[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page", answer(page())),
        ("home", answer(HOME)),
        ("statement", answer(statement())),
        ("statements", answer(STATEMENTS)),
        ("event", answer(event())),
        ("event_cancelled", answer(CANCELLED)),
        ("event_moved_online", answer(ONLINE)),
        ("events_english", answer(EVENTS, **ENGLISH_SITE)),
    ],
)
def test_page_reads_as_expected(expect_file: ExpectFile, name: str, data: dict[str, Any]) -> None:
    message = render(data, now=NOW, assets={})

    assert [(file.name, file.media_type) for file in message.files] == [("index.html", "text/html")]
    expect_file(EXPECTED / f"{name}.html", message.files[0].content)


@pytest.mark.parametrize(("language", "site"), [("", SITE), ("_english", SITE | ENGLISH_SITE)])
@pytest.mark.parametrize(("name", "is_gone"), [("not_found", False), ("gone", True)])
def test_missing_page_reads_as_expected(
    expect_file: ExpectFile, name: str, language: str, site: dict[str, Any], *, is_gone: bool
) -> None:
    message = render_missing(site, path="/nirgends/", is_gone=is_gone)

    expect_file(EXPECTED / f"{name}{language}.html", message.files[0].content)


def test_every_word_of_the_body_is_present() -> None:
    said = unescape(strip_tags(body_of(*BODY))).split()
    written = unescape(strip_tags(" ".join(strings(BODY)).replace("><", "> <"))).split()

    assert [word for word in written if word not in said] == []


def strings(value: Any, *, name: str = "") -> list[str]:
    """Return the words that the blocks hold, without what only machines read."""
    if isinstance(value, dict):
        return [text for key, part in value.items() for text in strings(part, name=key)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part, name=name)]
    readable = name in {
        "headingText",
        "html",
        "quotation",
        "source",
        "pointsHeading",
        "points",
        "caption",
        "actionText",
    }
    return [value] if readable else []


def test_words_of_the_page_are_counted() -> None:
    message = render(answer(page(title="Zwei Worte", summary="", breadcrumbs=[], body=BODY[:1])), now=NOW, assets={})

    assert message.counts == {"words": len(["Zwei", "Worte", "Klärung", "&", "Organisation"])}


def test_markup_in_a_title_is_shown_and_not_obeyed() -> None:
    html = html_of(answer(statement(title='<script>"&', seoTitle='<script>"&', heroImage=IMAGE | {"alt": '"><b>'})))

    assert html.count("<script") == 1
    assert "<h1>&lt;script&gt;&quot;&amp;</h1>" in html
    assert 'alt="&quot;&gt;&lt;b&gt;"' in html
    assert linked_data(html)["name"] == '<script>"&'


def linked_data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    node: dict[str, Any] = json.loads(found[1])
    return node


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " JAVA\tSCRIPT:alert(1)", "data:text/html,x", "vbscript:x", "//["]
)
def test_address_that_is_none_becomes_plain_text(href: str) -> None:
    paragraph = {"__typename": "ParagraphBlock", "id": "1", "html": f'<p><a href="{href}">Hier</a></p>'}
    action = {"__typename": "CallToActionBlock", "id": "2", "actionText": "Mitmachen", "href": href}

    assert body_of(paragraph, action) == '<p>Hier</p>\n<p class="action">Mitmachen</p>'


def test_link_around_several_runs_stays_one_link() -> None:
    html = '<p>Siehe <a href="https://example.com/?a=1&amp;b=2">das <b>ganze</b> Heft</a>.</p>'

    said = body_of({"__typename": "ParagraphBlock", "id": "1", "html": html})

    link = '<a href="https://example.com/?a=1&amp;b=2">das <strong>ganze</strong> Heft</a>'
    assert said == f"<p>Siehe {link}.</p>"


def test_lists_keep_lists_and_paragraphs_inside() -> None:
    html = "<ol><li>eins<ul><li>innen</li></ul></li><li><p>zwei</p><p>drei<br/>vier</p></li></ol>"

    said = body_of({"__typename": "ParagraphBlock", "id": "1", "html": html})

    assert said == (
        "<ol>\n<li>eins\n<ul>\n<li>innen</li>\n</ul></li>\n<li><p>zwei</p>\n<p>drei<br>\nvier</p></li>\n</ol>"
    )


def test_equal_headings_get_anchors_of_their_own() -> None:
    said = body_of(BODY[0], BODY[0], BODY[0] | {"anchor": "content", "level": 3})

    assert re.findall(r'<(h\d) id="([^"]+)"', said) == [("h2", "klarung"), ("h2", "klarung-2"), ("h3", "content-2")]


@pytest.mark.parametrize(
    ("image", "caption", "expected"),
    [
        (None, "", ""),
        (None, "Auf dem Platz", "<figure>\n<figcaption>Auf dem Platz</figcaption>\n</figure>"),
        (
            BODY[4]["image"] | {"content": None, "picture": None, "credit": "", "license": ""},
            "",
            "Bild: Menschen mit Transparenten",
        ),
    ],
)
def test_image_that_cannot_be_shown_is_told(image: dict[str, Any] | None, caption: str, expected: str) -> None:
    said = body_of(BODY[4] | {"image": image, "caption": caption})

    assert expected in said
    assert "<img" not in said


def test_hero_without_renditions_is_left_out() -> None:
    html = html_of(answer(statement(body=[], heroImage=IMAGE | dict.fromkeys(("picture", "wide", "content")))))

    assert "<img" not in html


@pytest.mark.parametrize(("status", "word"), [("CANCELLED", "Abgesagt"), ("POSTPONED", "Verschoben")])
def test_event_that_does_not_take_place_says_so_first(status: str, word: str) -> None:
    html = html_of(answer(event(status=status)))

    assert html.index(f'<p class="status status--large">{word}</p>') < html.index("<dt>Wann</dt>")
    assert f"<s>{re.search('<time.*?</time>', html)[0]}</s>" in html  # type: ignore[index]  The page of an event holds its time.


def test_unknown_page_is_an_error() -> None:
    with pytest.raises(RenderError, match="The website cannot show a UnheardOfPage"):
        html_of(answer(page(__typename="UnheardOfPage")))


def test_unknown_block_is_an_error() -> None:
    with pytest.raises(RenderError, match="The channel website cannot say a HologramBlock"):
        body_of({"__typename": "HologramBlock", "id": "1"})


def test_page_without_translation_leads_to_the_home_page_of_the_language() -> None:
    html = html_of(answer(page(translations=[])))

    assert '<a href="/en/" lang="en" hreflang="en" rel="alternate">English</a>' in html
    assert '<link rel="alternate" hreflang' not in html


def test_organization_without_a_name_leaves_no_empty_link() -> None:
    html = html_of(answer(page(), organisationName="", shortName=""))

    assert '<span class="wordmark__name">Website</span>' in html


def test_page_without_a_picture_promises_none() -> None:
    assert "og:image" not in html_of(answer(page(heroImage=None)))
