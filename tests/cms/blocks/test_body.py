from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from cms.blocks.body import BodyBlock
from tests.factories.site import Site, make_page

BODY = BodyBlock()
TABLE = {
    "columns": [{"type": "text", "heading": "Jahr"}, {"type": "text", "heading": "Zahl"}],
    "rows": [{"values": ["2025", "12"]}],
    "caption": "Zahlen",
}
BLOCKS = """query ($path: String!) { route(path: $path) { ... on PageRoute { page { body {
  __typename
  ... on EmbedBlock { provider url embedUrl privacyNote }
  ... on LinkedPageBlock { page { title path } }
  ... on TableBlock { caption columns rows { cells } hasRowHeaders }
  ... on TimelineBlock { entries { date title text } }
  ... on QuestionsBlock { questions { question html } }
  ... on FootnotesBlock { notes { number html } }
} } } } }"""


def cleaned(name: str, value: dict[str, Any]) -> Any:
    block = BODY.child_blocks[name]
    return block.clean(block.to_python(value))


def refusal(name: str, value: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        cleaned(name, value)
    # What comes of a StructBlock is more than its type says.
    error: Any = caught.value
    return str(error.as_json_data())


def test_every_block_is_described_grouped_and_has_an_icon_of_its_own() -> None:
    blocks = list(BODY.child_blocks.values())

    assert [block.name for block in blocks if not (block.get_description() and block.meta.group)] == []
    assert [block.name for block in blocks if not block.is_previewable] == []
    assert len({block.meta.icon for block in blocks}) == len(blocks)


@pytest.mark.parametrize("name", BODY.child_blocks)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_block_shows_an_example(site: Site, name: str, language: str, settings: Any) -> None:
    settings.LANGUAGE_CODE = language
    block = BODY.child_blocks[name]

    html = render_to_string(block.get_preview_template(None), {"block_class": type(block), "page_title": name})

    assert html.split('<div class="prose">')[1].split("</main>")[0].strip().startswith("<")


def test_video_of_an_unknown_provider_is_refused_with_the_names_of_the_known() -> None:
    told = refusal("embed", {"url": "https://example.com/v/1", "title": "Vortrag", "image": None, "privacy_note": ""})

    assert "YouTube, Vimeo" in told


@pytest.mark.parametrize(
    "table",
    [TABLE | {"caption": " "}, TABLE | {"rows": []}, TABLE | {"columns": [{"type": "text", "heading": ""}] * 2}],
)
def test_table_that_cannot_be_understood_is_refused(table: dict[str, Any]) -> None:
    assert "table" in refusal("table", {"table": table, "has_row_headers": False})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("embed", {"url": "", "title": "", "image": None, "privacy_note": ""}),
        ("table", {"table": {"columns": [], "rows": [], "caption": ""}, "has_row_headers": False}),
        ("call_to_action", {"text": "", "page": None, "address": ""}),
        ("gallery", {"heading": "", "pictures": []}),
    ],
)
def test_draft_may_hold_an_unfinished_block_that_cannot_be_published(name: str, value: dict[str, Any]) -> None:
    body = BODY.to_python([{"type": name, "value": value}])

    assert [each.block_type for each in BODY.clean_deferred(body)] == [name]
    with pytest.raises(ValidationError):
        BODY.clean(body)


def test_gallery_of_one_picture_is_refused() -> None:
    assert "pictures" in refusal("gallery", {"heading": "", "pictures": []})


def test_second_list_of_footnotes_is_refused() -> None:
    notes = {"type": "footnotes", "value": {"notes": ["<p>Quelle</p>"]}}

    with pytest.raises(ValidationError):
        BODY.clean(BODY.to_python([notes, notes]))


def test_blocks_are_answered(site: Site, ask: Callable[..., Any]) -> None:
    public, draft = make_page(site.german, "Ziel"), make_page(site.german, "Entwurf", live=False)
    body = [
        {"type": "embed", "value": {"url": "https://player.vimeo.com/video/1", "title": "Film"}},
        {"type": "embed", "value": {"url": "https://evil.example\\@vimeo.com/1", "title": "Film"}},
        {"type": "linked_page", "value": {"page": public.pk}},
        {"type": "linked_page", "value": {"page": draft.pk}},
        {"type": "table", "value": {"table": TABLE, "has_row_headers": True}},
        {"type": "timeline", "value": {"heading": "", "entries": [{"date": "1918/19", "title": "Räte", "text": ""}]}},
        {"type": "questions", "value": {"heading": "", "questions": [{"question": "Wer?", "answer": "<p>Alle.</p>"}]}},
        {"type": "footnotes", "value": {"notes": ["<p>Eins</p>", "<p>Zwei</p>"]}},
    ]
    make_page(site.german, "Seite", body=BODY.to_python(body))

    answers = ask(BLOCKS, path="/seite/")["route"]["page"]["body"]

    for answer in answers:
        del answer["__typename"]
    assert answers == [
        {
            "provider": "Vimeo",
            "url": "https://vimeo.com/1",
            "embedUrl": "https://player.vimeo.com/video/1?dnt=1",
            "privacyNote": None,
        },
        {"provider": "", "url": "", "embedUrl": None, "privacyNote": None},
        {"page": {"title": "Ziel", "path": "/ziel/"}},
        {"page": None},
        {
            "caption": "Zahlen",
            "columns": ["Jahr", "Zahl"],
            "rows": [{"cells": ["2025", "12"]}],
            "hasRowHeaders": True,
        },
        {"entries": [{"date": "1918/19", "title": "Räte", "text": ""}]},
        {"questions": [{"question": "Wer?", "html": "<p>Alle.</p>"}]},
        {"notes": [{"number": 1, "html": "<p>Eins</p>"}, {"number": 2, "html": "<p>Zwei</p>"}]},
    ]
