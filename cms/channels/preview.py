import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cms.channels.facts import period
from cms.channels.leaflet.renderer import pages_as_png
from cms.channels.registry import assets, channel
from cms.channels.wording import wording
from cms.measure import LIMITS, Limit, Unit
from cms.sources import Source
from cms.transports.base import Message
from cms.transports.instagram import InstagramMessage
from cms.transports.short_posts import ShortPost

Context = dict[str, Any]

UNITS = {
    Unit.UTF16: _("characters (UTF-16)"),
    Unit.CODE_POINTS: _("characters"),
    Unit.GRAPHEMES: _("characters"),
    Unit.LINKS_AS_23: _("characters"),
    Unit.BYTES: _("bytes"),
    Unit.ITEMS: "",
}


class NothingToShowError(Exception):
    """A channel speaks to programs alone."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The channel '{name}' has nothing to look at. Those that have are: {', '.join(shown_channels())}."
        )


@dataclass(frozen=True, kw_only=True)
class Meter:
    """How much of a limit a message uses."""

    name: str
    used: int
    limit: Limit

    @property
    def unit(self) -> str:
        return str(UNITS[self.limit.unit])

    @property
    def is_over(self) -> bool:
        return self.used > self.limit.maximum


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """A message together with what it was made of."""

    message: Message
    data: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    now: datetime

    def text(self, name: str) -> str:
        return next(file.content.decode() for file in self.message.files if file.name == name)


def preview_html(name: str, *, source: Source, path: str, locale: str | None, now: datetime) -> str:
    """Show a page as one channel's readers will meet it, made of the very message that would go out.

    Raises UnknownChannelError, NothingToShowError and what asking raises.
    """
    each = channel(name)
    if name not in shown_channels():
        raise NothingToShowError(name)
    data = each.ask(source, path=path, locale=locale, now=now)
    pictures = assets(data, source=source)
    rendering = Rendering(message=each.render(data, now=now, assets=pictures), data=data, pictures=pictures, now=now)
    if name == "website":
        return rendering.text("index.html")
    context = {"title": path, "channel": name, "notes": rendering.message.notes, **BUILDERS[name](rendering)}
    return render_to_string(f"preview/{name}.html", context)


def shown_channels() -> tuple[str, ...]:
    return ("website", *BUILDERS)


def _instagram(rendering: Rendering) -> Context:
    message = rendering.message
    slides = message.slides if isinstance(message, InstagramMessage) else ()
    meters = [
        Meter(
            name=pgettext("post", "Caption"), used=message.counts["caption_utf16"], limit=LIMITS["instagram.caption"]
        ),
        Meter(name=str(_("Slides")), used=message.counts["slides"], limit=LIMITS["instagram.slides"]),
    ]
    shown = [(_data_url(slide.jpeg, "image/jpeg"), slide.alt_text) for slide in slides]
    return {"slides": shown, "caption": rendering.text("caption.txt"), "meters": meters}


def _telegram(rendering: Rendering) -> Context:
    meter = Meter(name=str(_("Text")), used=rendering.message.counts["utf16"], limit=LIMITS["telegram.text"])
    return {"html": rendering.text("message.html"), "meters": [meter]}


def _short_post(rendering: Rendering, *, limit_name: str) -> Context:
    message = rendering.message
    meter = Meter(name=str(_("Text")), used=message.counts["characters"], limit=LIMITS[limit_name])
    shown = message if isinstance(message, ShortPost) else None
    return {
        "text": rendering.text("post.txt"),
        "picture": _data_url(shown.jpeg, "image/jpeg") if shown and shown.jpeg else "",
        "alt_text": shown.alt_text if shown else "",
        "card": shown.card if shown else None,
        "link": shown.link if shown else "",
        "meters": [meter],
    }


def _newsletter(rendering: Rendering) -> Context:
    meter = Meter(name="HTML", used=rendering.message.counts["html_bytes"], limit=LIMITS["newsletter.html"])
    return {
        "subject": rendering.text("subject.txt"),
        "html": rendering.text("newsletter.html"),
        "text": rendering.text("newsletter.txt"),
        "meters": [meter],
    }


def _leaflet(rendering: Rendering) -> Context:
    pages = pages_as_png(rendering.data, now=rendering.now, assets=rendering.pictures)
    return {"pages": [_data_url(page, "image/png") for page in pages]}


def _feeds(rendering: Rendering) -> Context:
    items = json.loads(rendering.text("feed.json"))["items"]
    return {"items": items, "source": rendering.text("rss.xml")}


def _calendar(rendering: Rendering) -> Context:
    nodes = rendering.data["events"]["nodes"]
    events = [{**event, "period": period(event, words=wording(event["locale"]))} for event in nodes]
    return {"events": events, "source": rendering.text("calendar.ics").replace("\r\n ", "")}


def _data_url(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"


BUILDERS: Mapping[str, Callable[[Rendering], Context]] = {
    "instagram": _instagram,
    "telegram": _telegram,
    "mastodon": partial(_short_post, limit_name="mastodon.text"),
    "bluesky": partial(_short_post, limit_name="bluesky.text"),
    "newsletter": _newsletter,
    "leaflet": _leaflet,
    "feeds": _feeds,
    "calendar": _calendar,
}
