from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils.html import strip_tags
from graphql import GraphQLUnionType, build_schema

from cms.channels.blocks import RenderError
from cms.channels.feeds.renderer.statement import BLOCKS, content, image
from tests.factories.answers import BODY, IMAGE, statement

SCHEMA = Path(__file__).parents[5] / "cms" / "api" / "schema.graphql"
PICTURE: dict[str, Any] = BODY[4]["image"]


def told(*blocks: dict[str, Any], **overrides: Any) -> str:
    values: dict[str, Any] = {"summary": "", "keyPoints": [], "heroImage": None, "body": list(blocks)}
    return content(statement(**(values | overrides)))


def paragraph(html: str) -> dict[str, Any]:
    return {"__typename": "ParagraphBlock", "id": "1", "html": html}


def image_block(**overrides: Any) -> dict[str, Any]:
    return {"__typename": "ImageBlock", "id": "1", "image": PICTURE | overrides, "caption": "Antikriegstag"}


def test_every_block_of_the_schema_is_told() -> None:
    union = build_schema(SCHEMA.read_text()).type_map["Block"]

    assert isinstance(union, GraphQLUnionType)
    assert set(BLOCKS) == {member.name for member in union.types}


def test_unknown_block_is_refused() -> None:
    with pytest.raises(RenderError, match="feeds cannot say a VideoBlock"):
        told({"__typename": "VideoBlock", "id": "1"})


def test_every_word_is_told_in_order() -> None:
    words = unescape(strip_tags(content(statement()))).split()

    expected = """
    Wir klären strittige Fragen der kommunistischen Bewegung, offen und gemeinsam. Das Wichtigste Die Wehrpflicht
    dient dem Krieg. Kein Mensch und kein Cent für die Aufrüstung. Klärung & Organisation Wir wollen Klarheit über
    strittige Fragen, "offen" & gemeinsam. Erstens: lesen Zweitens: prüfen Anfang Ende Ohne Klarheit keine Einheit.
    Grundsätze, 2018 Kurz gesagt Der Frieden beginnt im eigenen Land. Gegen die Aufrüstung. Kundgebung am
    Antikriegstag Bild: KO, CC BY 4.0 Mitmachen
    """
    assert words == expected.split()


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/termine/", "https://www.example.org/termine/"),
        ("#teil", "https://www.example.org/stellungnahmen/nein-zur-wehrpflicht/#teil"),
        ("https://example.net/?a=1&amp;b=2", "https://example.net/?a=1&amp;b=2"),
        ("mailto:info@example.org", "mailto:info@example.org"),
    ],
)
def test_link_is_absolute(href: str, expected: str) -> None:
    assert told(paragraph(f'<p><a href="{href}">dort</a></p>')) == f'<p><a href="{expected}">dort</a></p>'


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVa\tScript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://[::1",
        "#",
        "",
    ],
)
def test_link_that_no_reader_should_follow_is_only_words(href: str) -> None:
    action = {"__typename": "CallToActionBlock", "id": "1", "actionText": "Los", "href": href.strip("#") or None}

    assert told(paragraph(f'<p><a href="{href}">dort</a></p>')) == "<p>dort</p>"
    assert told(action) == "<p>Los</p>"


def test_link_with_emphasis_is_one_link() -> None:
    html = told(paragraph('<p><a href="/a/">sehr <b>wichtig</b></a></p>'))

    assert html == '<p><a href="https://www.example.org/a/">sehr <strong>wichtig</strong></a></p>'


def test_marks_and_breaks_are_kept() -> None:
    html = told(paragraph("<p><b><i>a</i></b><br/>H<sub>2</sub>O m<sup>2</sup> <code>x&lt;y</code></p>"))

    assert html == ("<p><strong><em>a</em></strong><br>\nH<sub>2</sub>O m<sup>2</sup> <code>x&lt;y</code></p>")


def test_lists_inside_lists_are_kept() -> None:
    html = told(paragraph("<ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>"))

    assert html == ("<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol></li>\n<li><p>c</p>\n<p>d</p></li>\n</ul>")


def test_image_not_made_yet_is_told_in_words() -> None:
    html = told(image_block(content=None))

    assert html == (
        "<figure>\n<p>Bild: Menschen mit Transparenten auf einem Platz</p>\n"
        "<figcaption>Antikriegstag<br>\nBild: KO, CC BY 4.0</figcaption>\n</figure>"
    )


def test_image_not_public_leaves_its_caption() -> None:
    html = told(image_block() | {"image": None})

    assert html == "<figure>\n<figcaption>Antikriegstag</figcaption>\n</figure>"


def test_decorative_image_has_empty_alt() -> None:
    html = told(image_block(isDecorative=True, credit="", license="") | {"caption": ""})

    picture = '<img src="https://www.example.org/media/images/platz.jpg" alt="" width="1200" height="800">'
    assert html == f"<figure>\n{picture}\n</figure>"


def test_quotation_without_source_and_points_without_heading() -> None:
    quote = {"__typename": "QuoteBlock", "id": "1", "quotation": "Brot & Frieden", "source": ""}
    points = {"__typename": "KeyPointsBlock", "id": "2", "pointsHeading": "", "points": ["<eins>"]}

    assert told(quote, points) == (
        "<blockquote>\n<p>Brot &amp; Frieden</p>\n</blockquote>\n<ul>\n<li>&lt;eins&gt;</li>\n</ul>"
    )


@pytest.mark.parametrize(
    ("hero", "expected"),
    [
        (None, None),
        (IMAGE, "card"),
        (IMAGE | {"card": None}, "content"),
        (IMAGE | {"card": None, "content": None}, None),
    ],
)
def test_image_is_the_smallest_size_that_is_there(hero: dict[str, Any] | None, expected: str | None) -> None:
    assert image(statement(heroImage=hero)) == (IMAGE[expected] if expected else None)
