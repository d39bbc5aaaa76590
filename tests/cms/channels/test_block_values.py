import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.cms.channels.test_block_coverage import CARRYING_BODIES, rendered, shown
from tests.factories import answers

# Words that markup, typography and counting trip over, beside ordinary ones.
AWKWARD = ["<b>", "&amp;", "\"'", "{{", "%s", "#", "\\", "—", "😀", "a\u0301", "ß", "½", "\u00ad", "*_`", "]]>", "--"]
# Long enough to be found again, and without the letters that a hyphen may part.
WORD = st.from_regex(r"[A-Z][a-z]{2,5}", fullmatch=True)
# Drawing slides and setting leaflets takes long.
EXAMPLES = {"instagram": 4, "leaflet": 5, "newsletter": 12, "telegram": 25, "website": 25, "feeds": 25}

Block = dict[str, Any]


@st.composite
def texts(draw: st.DrawFn, *, maximum: int = 8) -> str:
    words = draw(st.lists(WORD | st.sampled_from(AWKWARD), min_size=1, max_size=maximum))
    # A text of signs alone has no word to look for.
    return " ".join([*words, draw(WORD)])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


HTML = st.lists(texts(), min_size=1, max_size=3).map(lambda each: "".join(f"<p>{escaped(text)}</p>" for text in each))
MAYBE = st.just("") | texts()
HREFS = st.sampled_from([None, "/mitmachen/", "https://example.org/a?b=c&d=e"])
IMAGES = st.none() | st.builds(
    lambda alt, credit: answers.BODY[4]["image"] | {"alt": alt, "credit": credit}, texts(), MAYBE
)


def block(name: str, **fields: SearchStrategy[Any]) -> SearchStrategy[Block]:
    return st.fixed_dictionaries({"__typename": st.just(name), "id": st.just("1"), **fields})


def listed(**fields: SearchStrategy[Any]) -> SearchStrategy[list[Block]]:
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=4)


@st.composite
def tables(draw: st.DrawFn) -> Block:
    columns = draw(st.lists(texts(maximum=2), min_size=1, max_size=4))
    cells = st.lists(MAYBE, min_size=len(columns), max_size=len(columns))
    rows = [{"cells": draw(cells)} for _ in range(draw(st.integers(0, 3)))]
    has_headers = draw(st.booleans())
    caption = draw(MAYBE)
    table = {"tableCaption": caption, "columns": columns, "rows": rows, "hasRowHeaders": has_headers}
    return {"__typename": "TableBlock", "id": "1", **table}


NOTES = st.lists(HTML, min_size=1, max_size=4).map(
    lambda each: [{"number": number, "html": html} for number, html in enumerate(each, start=1)]
)
BLOCKS: dict[str, SearchStrategy[Block]] = {
    "HeadingBlock": block(
        "HeadingBlock", headingText=texts(), level=st.integers(2, 4), anchor=st.sampled_from(["a", "b"])
    ),
    "ParagraphBlock": block("ParagraphBlock", html=HTML),
    "QuoteBlock": block("QuoteBlock", quotation=texts(maximum=40), source=MAYBE),
    "KeyPointsBlock": block("KeyPointsBlock", pointsHeading=MAYBE, points=st.lists(texts(), min_size=1, max_size=6)),
    "ImageBlock": block("ImageBlock", image=IMAGES, caption=MAYBE),
    "CallToActionBlock": block("CallToActionBlock", actionText=texts(), href=HREFS),
    "GalleryBlock": block("GalleryBlock", galleryHeading=MAYBE, pictures=listed(image=IMAGES, caption=MAYBE)),
    "EmbedBlock": block(
        "EmbedBlock",
        embedTitle=texts(),
        provider=st.sampled_from(["", "YouTube"]),
        url=st.just("https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        embedUrl=st.just("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        privacyNote=st.none() | texts(),
        image=IMAGES,
    ),
    "FileBlock": block(
        "FileBlock",
        fileTitle=MAYBE,
        href=HREFS,
        fileName=st.sampled_from(["", "a.pdf"]),
        size=st.none() | st.integers(0, 10**10),
        mediaType=st.just("application/pdf"),
    ),
    "LinkedPageBlock": block(
        "LinkedPageBlock",
        linkedPage=st.none() | st.builds(lambda title: answers.statement(title=title, summary=""), texts()),
    ),
    "TableBlock": tables(),
    "TimelineBlock": block(
        "TimelineBlock", timelineHeading=MAYBE, entries=listed(date=texts(), title=MAYBE, text=MAYBE)
    ),
    "FootnotesBlock": block("FootnotesBlock", notes=NOTES),
    "QuestionsBlock": block("QuestionsBlock", questionsHeading=MAYBE, questions=listed(question=texts(), html=HTML)),
}
# What is an address, or says how a block is shown, is not text. Notes on privacy belong to the player of the website.
NOT_TEXT = {
    "privacyNote",
    "__typename",
    "id",
    "href",
    "url",
    "embedUrl",
    "anchor",
    "path",
    "provider",
    "fileName",
    "mediaType",
}
# Whoever made a picture is named where the picture is shown.
WITHOUT_PICTURES = {"telegram", "instagram"}


def words_of(value: Any, *, without: set[str]) -> set[str]:
    if isinstance(value, dict):
        # A page that is linked is told by its title alone.
        kept = {"title"} if value.get("__typename") == "StatementPage" else value.keys() - without
        return {word for name in kept for word in words_of(value[name], without=without)}
    if isinstance(value, list):
        return {word for item in value for word in words_of(item, without=without)}
    return set(re.findall(r"\b[A-Z][a-z]{2,5}\b", value)) if isinstance(value, str) else set()


def test_every_type_of_block_has_values() -> None:
    assert set(BLOCKS) == {each["__typename"] for each in (*answers.BODY, *answers.MORE_BLOCKS)}


@pytest.mark.parametrize("channel", CARRYING_BODIES)
@pytest.mark.parametrize("kind", BLOCKS)
def test_whatever_a_block_holds_is_said_or_said_to_be_left_out(channel: str, kind: str) -> None:
    @settings(max_examples=EXAMPLES[channel], deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(value=BLOCKS[kind])
    def holds(value: Block) -> None:
        without = NOT_TEXT | ({"credit", "license"} if channel in WITHOUT_PICTURES else set())
        # On the website the picture decorates a link that is named by its words.
        without |= {"alt"} if (channel, kind) == ("website", "EmbedBlock") else set()
        message = rendered(channel, value)

        said = "".join("".join(shown(file) for file in message.files).replace("\u00ad", "").split())
        missing = {word for word in words_of(value, without=without) if word not in said}
        assert not missing or message.notes, missing

    holds()
