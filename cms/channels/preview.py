from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from cms.channels.measure import LIMITS, Limit
from cms.transports.base import File, Message

Context = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Meter:
    """How much of a limit a message uses."""

    name: str
    used: int
    limit: Limit

    @property
    def is_over(self) -> bool:
        return self.used > self.limit.maximum


def preview_html(message: Message, *, channel: str, title: str) -> str:
    """Show a message as its readers will meet it. The files are the very ones that would go out."""
    if channel == "website":
        return _text(message, "index.html")
    builders: Mapping[str, Callable[[Message], Context]] = {
        "instagram": _instagram,
        "telegram": _telegram,
        "newsletter": _newsletter,
        "leaflet": _leaflet,
        "feeds": _feeds,
        "calendar": _calendar,
    }
    context = {"title": title, "channel": channel, "notes": message.notes, **builders[channel](message)}
    return render_to_string(f"preview/{channel}.html", context)


def _instagram(message: Message) -> Context:
    alt_texts = [slide.alt_text for slide in message.slides]  # type: ignore[attr-defined]  Only Instagram's message comes here.
    pictures = [_data_url(file) for file in message.files if file.media_type == "image/jpeg"]
    caption = _text(message, "caption.txt")
    meters = [
        Meter(name="caption", used=message.counts["caption_utf16"], limit=LIMITS["instagram.caption"]),
        Meter(name="slides", used=message.counts["slides"], limit=LIMITS["instagram.slides"]),
    ]
    return {"slides": list(zip(pictures, alt_texts, strict=True)), "caption": caption, "meters": meters}


def _telegram(message: Message) -> Context:
    meter = Meter(name="text", used=message.counts["utf16"], limit=LIMITS["telegram.text"])
    return {"html": _text(message, "message.html"), "meters": [meter]}


def _newsletter(message: Message) -> Context:
    meter = Meter(name="HTML", used=message.counts["html_bytes"], limit=LIMITS["newsletter.html"])
    return {
        "subject": _text(message, "subject.txt"),
        "html": _text(message, "newsletter.html"),
        "text": _text(message, "newsletter.txt"),
        "meters": [meter],
    }


def _leaflet(message: Message) -> Context:
    return {"pages": [_data_url(file) for file in message.files if file.media_type == "image/png"]}


def _feeds(message: Message) -> Context:
    return {"files": [(file.name, file.content.decode()) for file in message.files]}


def _calendar(message: Message) -> Context:
    return {"text": _text(message, "calendar.ics").replace("\r\n ", "")}


def _text(message: Message, name: str) -> str:
    return next(file.content.decode() for file in message.files if file.name == name)


def _data_url(file: File) -> str:
    return f"data:{file.media_type};base64,{b64encode(file.content).decode()}"
