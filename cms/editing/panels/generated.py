from collections.abc import Callable
from typing import Any

from django.utils import timezone

from cms.api.source import DraftSource
from cms.channels.instagram.renderer.caption import caption
from cms.channels.registry import channel
from cms.channels.wording import wording
from cms.pages.models import Channel, ContentPage
from cms.transports.base import Message

TEXTS: dict[str, Callable[[Any], str]] = {
    Channel.TELEGRAM: lambda message: str(message.text),
    Channel.MASTODON: lambda message: str(message.text),
    Channel.BLUESKY: lambda message: str(message.text),
}


def generated_text(page: ContentPage, *, name: str) -> str:
    """Return what the channel says of a page when its editor writes nothing. Raises RenderError and SourceError."""
    if name == Channel.NEWSLETTER:
        # The mail opens with the summary and says the page after it.
        return page.summary
    bare: ContentPage = page.with_content_json(page.serializable_data())
    bare.posts.set([])
    source, language = DraftSource(bare), page.locale.language_code
    asked = {"path": source.path, "locale": language, "now": timezone.now()}
    if name == Channel.INSTAGRAM:
        # The slides, which take longer than an editor waits for a text, are left undrawn.
        return caption(channel(name).ask(source, **asked)["route"]["page"], words=wording(language)).text
    message: Message = channel(name).message(source, **asked)
    return TEXTS[name](message)
