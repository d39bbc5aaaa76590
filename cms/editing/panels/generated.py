from collections.abc import Callable
from typing import Any

from django.utils import timezone

from cms.api.source import DraftSource
from cms.channels.registry import channel
from cms.pages.models import Channel, ContentPage
from cms.transports.base import Message

TEXTS: dict[str, Callable[[Any], str]] = {
    Channel.INSTAGRAM: lambda message: str(message.caption),
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
    message: Message = channel(name).message(source, path=source.path, locale=language, now=timezone.now())
    return TEXTS[name](message)
