from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from pypdf import PdfReader

from cms.api.blocks import block_types
from cms.api.schema import schema
from cms.channels.blocks import RenderError
from cms.channels.registry import channel
from cms.transports.base import File, Message
from tests.factories import answers

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
# The calendar carries facts of events, webhooks the address of a page, and short posts its summary, not their texts.
WORDS = {
    "HeadingBlock": "Klärung",
    "ParagraphBlock": "strittige",
    "QuoteBlock": "Einheit",
    "KeyPointsBlock": "Aufrüstung",
    "ImageBlock": "Antikriegstag",
    "CallToActionBlock": "Mitmachen",
    "GalleryBlock": "Büchertisch",
    "EmbedBlock": "Rüstungswettlauf",
    "FileBlock": "Broschüre",
    "LinkedPageBlock": "Imperialismus",
    "TableBlock": "Sondervermögen",
    "TimelineBlock": "Novemberrevolution",
    "QuestionsBlock": "mitmachen",
    "FootnotesBlock": "Revolution",
}
BLOCKS = [*answers.BODY, *answers.MORE_BLOCKS]
CARRYING_BODIES = [name for name in settings.CHANNELS if name not in {"mastodon", "bluesky", "calendar", "webhooks"}]
each_channel = pytest.mark.parametrize("name", CARRYING_BODIES)


def rendered(name: str, block: dict[str, Any]) -> Message:
    page = answers.statement(body=[block], keyPoints=[])
    data = {"statements": {"nodes": [page]}, "site": answers.SITE} if name == "feeds" else answers.answer(page)
    return channel(name).render(data, now=NOW, assets={})


def shown(file: File) -> str:
    if file.media_type == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages).replace("\u2010\n", "")
    return unescape(file.content.decode()) if not file.media_type.startswith("image/") else ""


def test_samples_hold_every_block_type() -> None:
    schema()

    assert {block["__typename"] for block in BLOCKS} == {kind._meta.name for kind in block_types()}


@each_channel
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block["__typename"])
def test_every_channel_says_every_block(name: str, block: dict[str, Any]) -> None:
    texts = [shown(file) for file in rendered(name, block).files]

    assert WORDS[block["__typename"]] in "".join(texts).replace("\u00ad", "")


@each_channel
def test_no_channel_leaves_out_a_block_it_does_not_know(name: str) -> None:
    with pytest.raises(RenderError, match="HologramBlock"):
        rendered(name, {"__typename": "HologramBlock", "id": "9"})
