from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image

from cms.channels.leaflet.renderer import render
from cms.transports.base import PulledMessage
from tests.factories import answers

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
IMAGE_URL = "https://www.example.org/media/images/platz.jpg"
COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


def jpeg() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (600, 400), "#c9d8e6").save(stream, "JPEG")
    return stream.getvalue()


def rendered(page: dict[str, Any], *, now: datetime = NOW, **site: Any) -> PulledMessage:
    return render(answers.answer(page, **site), now=now, assets={IMAGE_URL: jpeg()})


def pdf(page: dict[str, Any], **site: Any) -> bytes:
    return rendered(page, **site).files[0].content


def paragraph(html: str) -> dict[str, Any]:
    return {"__typename": "ParagraphBlock", "id": "p", "html": html}


def heading(text: str, *, level: int) -> dict[str, Any]:
    return {"__typename": "HeadingBlock", "id": "h", "headingText": text, "level": level, "anchor": "h"}


def image(**overrides: Any) -> dict[str, Any]:
    block = next(block for block in answers.BODY if block["__typename"] == "ImageBlock")
    asset = {"url": IMAGE_URL, "width": 600, "height": 400}
    return block | {"image": block["image"] | {"asset": asset} | overrides}


def body() -> list[dict[str, Any]]:
    """Return one block of each kind, with the image made."""
    return [image() if block["__typename"] == "ImageBlock" else block for block in answers.BODY]


def long_body() -> list[dict[str, Any]]:
    """Return enough for several pages: all blocks, and German prose with long compounds."""
    sentence = f"Niemand liest das {COMPOUND} freiwillig, aber viele Verwaltungsvorschriften gelten trotzdem. "
    prose = [
        block
        for number in range(8)
        for block in (
            heading(f"Abschnitt Nummer {number}", level=2),
            paragraph(f"<p>{sentence * 9} <b>Und</b> so weiter.</p>"),
        )
    ]
    return body() + prose
