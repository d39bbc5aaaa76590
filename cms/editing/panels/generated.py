from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.api.context import Context
from cms.api.execution import run
from cms.api.source import InProcessSource
from cms.channels.registry import channel
from cms.pages.models import Channel, ContentPage
from cms.sources import SourceError
from cms.transports.base import Message


class DraftSource(InProcessSource):
    """Answers documents about a draft that only its editor sees now; nothing is stored for it."""

    def __init__(self, page: ContentPage) -> None:
        super().__init__()
        self.page = page

    def execute(self, document: str, *, variables: Mapping[str, Any]) -> dict[str, Any]:
        answer = run(document, variables=variables, context=Context(base_url=settings.PUBLIC_URL, draft=self.page))
        if answer.errors or answer.data is None:
            raise SourceError("; ".join(error.message for error in answer.errors))
        return answer.data


TEXTS: dict[str, Callable[[Any], str]] = {
    Channel.INSTAGRAM: lambda message: str(message.caption),
    Channel.TELEGRAM: lambda message: str(message.text),
}


def generated_text(page: ContentPage, *, name: str) -> str:
    """Return what the channel says of a page when its editor writes nothing. Raises RenderError and SourceError."""
    if name == Channel.NEWSLETTER:
        # The mail opens with the summary and says the page after it.
        return page.summary
    page.posts.set([])
    source = DraftSource(page)
    path = Context(base_url=settings.PUBLIC_URL, draft=page).path(page) or "/"
    message: Message = channel(name).message(source, path=path, locale=page.locale.language_code, now=timezone.now())
    return TEXTS[name](message)
