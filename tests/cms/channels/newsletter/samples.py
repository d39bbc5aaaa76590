import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

from cms.channels import richtext
from cms.channels.newsletter.renderer import render
from cms.transports.email import NewsletterMessage
from tests.factories import answers

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
SAID_IN_WORDS = ("headingText", "quotation", "source", "pointsHeading", "caption", "actionText")


def mail(page: dict[str, Any], **site: Any) -> NewsletterMessage:
    return render(answers.answer(page, **site), now=NOW, assets={})


def paragraph(html: str) -> dict[str, Any]:
    return {"__typename": "ParagraphBlock", "id": "1", "html": html}


def visible(html: str) -> str:
    """Return what a reader sees: no style sheets, no tags, no soft hyphens."""
    without_styles = re.sub(r"<(style|title).*?</\1>|<!--.*?-->", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", without_styles)).replace("\u00ad", "")


def words(page: dict[str, Any]) -> Iterator[str]:
    yield from page["title"].split()
    yield from page["summary"].split()
    for text in (*page.get("keyPoints", []), *(text for block in page["body"] for text in _said(block))):
        yield from text.split()


def _said(block: dict[str, Any]) -> Iterator[str]:
    yield from (block[name] for name in SAID_IN_WORDS if name in block)
    yield from block.get("points", [])
    if "html" in block:
        yield richtext.plain(richtext.parse(block["html"]))
