from collections.abc import Callable, Mapping
from typing import Any

from cms.delivery.planning.pictures import stored
from cms.pages.posts import Channel
from cms.transports.base import Message
from cms.transports.instagram import InstagramMessage
from cms.transports.opening import WIRES
from cms.transports.posting import Format, Payload
from cms.transports.short_posts import ShortPost
from cms.transports.telegram import TelegramMessage

Page = Mapping[str, Any]


class NoPayloadError(Exception):
    """A channel's message is none that goes out as a post."""

    def __init__(self, message: Message) -> None:
        super().__init__(f"{type(message).__name__} is no post. Add it to cms/delivery/planning/payloads.py.")


def payload_of(message: Message, *, page: Page) -> Payload:
    """Return what a transport carries of a rendered message. Raises NoPayloadError."""
    make = MAKERS.get(type(message))
    if make is None:
        raise NoPayloadError(message)
    return make(message, page)


def _telegram(message: TelegramMessage, page: Page) -> Payload:
    return Payload(
        format=Format.TEXT,
        text=message.text,
        html=message.html,
        link=message.link_preview_url,
        fingerprint=page["url"],
        language=page["locale"],
    )


def _instagram(message: InstagramMessage, page: Page) -> Payload:
    pictures = tuple(stored(slide.jpeg, alt_text=slide.alt_text) for slide in message.slides)
    return Payload(
        format=Format.PICTURES if len(pictures) > 1 else Format.PICTURE,
        text=message.caption,
        pictures=pictures,
        link=page["url"],
        # Links in captions lead nowhere, but they tell this post from any other.
        fingerprint=next((each for each in (page["shortUrl"], page["url"]) if each in message.caption), ""),
        language=page["locale"],
    )


def _short_post(message: ShortPost, page: Page) -> Payload:
    pictures = (stored(message.jpeg, alt_text=message.alt_text),) if message.jpeg else ()
    return Payload(
        # The picture of a card is no post of its own.
        format=Format.PICTURE if pictures and not message.card else Format.TEXT,
        text=message.text,
        pictures=pictures,
        link=message.link,
        card=message.card,
        fingerprint=page["url"] if page["url"] in message.text else "",
        language=page["locale"],
    )


MAKERS: dict[type, Callable[[Any, Page], Payload]] = {
    TelegramMessage: _telegram,
    InstagramMessage: _instagram,
    ShortPost: _short_post,
}
# The newsletter goes to many and is not in this ledger.
POSTED = frozenset({Channel.INSTAGRAM, Channel.TELEGRAM, Channel.MASTODON, Channel.BLUESKY})
# Where a post that stands can be changed, and where it can be deleted. Instagram offers neither to others' programs.
CHANGEABLE = frozenset(channel for channel in POSTED if WIRES[channel].capabilities.can_edit)
DELETABLE = frozenset(channel for channel in POSTED if WIRES[channel].capabilities.can_delete)
