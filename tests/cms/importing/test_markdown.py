from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.importing.markdown import Conversion, convert, parser
from cms.importing.words import count_words, text_of_html


def converted(markdown: str, *, images: dict[str, int] | None = None) -> Conversion:
    known = images or {}
    return convert(
        markdown,
        resolve_link=lambda href: {"href": href} if href not in {"", "#"} else None,
        resolve_image=lambda source, _alt: known.get(source),
    )


def paragraph(html: str) -> tuple[str, Any]:
    return ("paragraph", {"text": html})


def test_a_first_level_heading_at_the_start_is_the_title() -> None:
    result = converted("# Wer wir sind\n\n## Ziel\n\nText")

    assert result.title == "Wer wir sind"
    assert result.blocks == [("heading", {"text": "Ziel", "level": "2"}), paragraph("<p>Text</p>")]


def test_emphasis_links_and_breaks_arrive() -> None:
    result = converted("Ein **fetter** und *schräger* [Link](https://example.org/?a=1&b=2)  \nneu `a<b`")

    expected = (
        '<p>Ein <b>fetter</b> und <i>schräger</i> <a href="https://example.org/?a=1&amp;b=2">Link</a>'
        "<br/>neu <code>a&lt;b</code></p>"
    )
    assert result.blocks == [paragraph(expected)]


def test_lists_arrive_with_lists_inside_them() -> None:
    result = converted("1. eins\n2. zwei\n   - innen\n\n- drei")

    expected = "<ol><li>eins</li><li>zwei<ul><li>innen</li></ul></li></ol><ul><li>drei</li></ul>"
    assert result.blocks == [paragraph(expected)]


@pytest.mark.parametrize("gap", ["\n>\n", "\n"])
def test_a_quote_knows_its_source(gap: str) -> None:
    result = converted(f"> Ohne Klarheit\n> keine Einheit.{gap}> — Grundsätze")

    assert result.blocks == [("quote", {"text": "Ohne Klarheit keine Einheit.", "source": "Grundsätze"})]


def test_a_link_that_leads_nowhere_is_reported_and_its_words_stay() -> None:
    result = converted("[Studiengang](#)")

    assert result.dead_links == ["Studiengang (#)"]
    assert result.blocks == [paragraph('<p><a href="#">Studiengang</a></p>')]


def test_images_become_blocks_and_missing_ones_leave_their_words() -> None:
    result = converted('![Platz](da.jpg "Am Platz")\n\n![Ein Bild](fort.jpg)', images={"da.jpg": 7})

    assert result.blocks == [("image", {"image": 7, "caption": "Am Platz"}), paragraph("<p><i>Ein Bild</i></p>")]
    assert result.missing_images == ["fort.jpg"]


IMAGE = ("image", {"image": 7, "caption": ""})
NO_IMAGE = "<p><i>Ein Bild</i></p>"
PICTURES = [
    ("- eins ![Ein Bild](da.jpg)\n- zwei", [paragraph("<ul><li>eins </li><li>zwei</li></ul>")]),
    ("- ![Ein Bild](da.jpg)", []),
    ("## Ziel ![Ein Bild](da.jpg)", [("heading", {"text": "Ziel", "level": "2"})]),
    ("> Satz ![Ein Bild](da.jpg)", [("quote", {"text": "Satz", "source": ""})]),
    ("> ![Ein Bild](da.jpg)", []),
    ("[![Ein Bild](da.jpg)](/ziel/)", []),
    ("**![Ein Bild](da.jpg)**", []),
]


@pytest.mark.parametrize(("markdown", "before"), PICTURES)
def test_pictures_follow_the_block_they_stand_in(markdown: str, before: list[tuple[str, Any]]) -> None:
    assert converted(markdown, images={"da.jpg": 7}).blocks == [*before, IMAGE]

    missing = converted(markdown)
    if before and before[-1][0] == "paragraph":
        assert missing.blocks == [*before[:-1], paragraph(before[-1][1]["text"] + NO_IMAGE)]
    else:
        assert missing.blocks == [*before, paragraph(NO_IMAGE)]


def test_a_picture_in_the_title_is_no_part_of_it() -> None:
    result = converted("# Wer wir sind ![Ein Bild](da.jpg)\n\nText", images={"da.jpg": 7})

    assert (result.title, result.blocks) == ("Wer wir sind", [IMAGE, paragraph("<p>Text</p>")])


def test_a_link_around_a_picture_is_reported() -> None:
    result = converted("[![Ein Bild](da.jpg)](/ziel/)", images={"da.jpg": 7})

    assert result.notes == ["The link to '/ziel/' stands around no text, so it was left out."]
    assert result.links == 0


LIST_ITEMS = [
    ("- a\n\n  > b\n  >\n  > c", "a<br/>b<br/>c"),
    ("- a\n  > - b\n  > - c", "a<ul><li>b</li><li>c</li></ul>"),
    ("- ## a\n  b", "a<br/>b"),
    ("- a\n  > ## b\n  > *c*", "a<br/>b<br/><i>c</i>"),
    ("- a\n  ```\n  x <\n   y\n  ```", "a<br/><code>x &lt;<br/> y</code>"),
    ("- a\n\n      x\n      y", "a<br/><code>x<br/>y</code>"),
]


@pytest.mark.parametrize(("markdown", "html"), LIST_ITEMS)
def test_blocks_in_list_items_become_lines(markdown: str, html: str) -> None:
    assert converted(markdown).blocks == [paragraph(f"<ul><li>{html}</li></ul>")]


QUOTES = [
    ("> > ## inner head\n> > text", "inner head\ntext"),
    ("> - ## a\n>   b\n> - c", "a\nb\nc"),
    ("> eins\n>\n> > zwei", "eins\nzwei"),
]


@pytest.mark.parametrize(("markdown", "text"), QUOTES)
def test_blocks_in_quotes_become_lines(markdown: str, text: str) -> None:
    assert converted(markdown).blocks == [("quote", {"text": text, "source": ""})]


@pytest.mark.parametrize("quote", [">", "> ---", "> [a]: /b"])
def test_an_empty_quote_is_left_out(quote: str) -> None:
    assert converted(f"eins\n\n{quote}\n\nzwei").blocks == [paragraph("<p>eins</p><p>zwei</p>")]


def test_markup_in_a_quote_is_reported() -> None:
    assert converted("> [Satz](/a/)").notes == ["Quotes hold no markup; 'Satz' is stored as plain text."]


def test_a_long_caption_is_cut_at_a_word() -> None:
    result = converted(f'![Rot](da.jpg "{"wort " * 100}")', images={"da.jpg": 7})

    assert result.blocks == [("image", {"image": 7, "caption": ("wort " * 60).strip()})]
    assert "A caption was cut to 300 characters" in result.notes[0]


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "<p onclick=x>"])
def test_html_stays_text(hostile: str) -> None:
    (block,) = converted(hostile).blocks

    assert "<script" not in block[1]["text"]
    assert "<img" not in block[1]["text"]
    assert text_of_html(block[1]["text"]).strip() == hostile


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=300))
def test_no_word_of_any_text_is_lost(text: str) -> None:
    result = converted(text)

    stored = [result.title or ""]
    for name, value in result.blocks:
        html = value["text"] if name == "paragraph" else f"{value['text']} {value.get('source', '')}"
        stored.append(text_of_html(html) if name == "paragraph" else html)
    shown = [text_of_html(parser().render(text)), *result.missing_alt_texts]
    assert count_words(stored) == count_words(shown)
