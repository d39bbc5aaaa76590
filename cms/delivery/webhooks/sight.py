from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.api.caching.keys import keys_of
from cms.api.visibility import Visibility
from cms.channels.registry import PageMovedError, PageNotFoundError, channel
from cms.sources import Source
from cms.transports.webhook import WebhookMessage

CHANNEL = "webhooks"
MOMENT = timedelta(microseconds=1)


def seen(page: Page, *, now: datetime) -> dict[str, Any] | None:
    """Return what the public sees of a page as the database holds it now, or None when that is nothing."""
    path = path_of(page.url_path)
    if path is None:
        return None
    try:
        message = channel(CHANNEL).message(_source(now), path=path, locale=page.locale.language_code, now=now)
    except (PageNotFoundError, PageMovedError):
        return None
    if not isinstance(message, WebhookMessage) or message.data["path"] != path:
        # Another language's page stands in for one that cannot be seen.
        return None
    return {**message.data, "surrogateKeys": keys_of(page.specific_deferred)}


def last_seen(page: Page, *, now: datetime) -> dict[str, Any] | None:
    """Return what the public saw of a page until it changed; the clock withdraws pages a little late."""
    return seen(page, now=min(now, page.expire_at - MOMENT) if page.expire_at else now)


def path_of(url_path: str) -> str | None:
    """Return the address that readers know, or None when the page is not part of the site."""
    from cms.api.context import Context  # noqa: PLC0415  The schema may be made only once everything has started.

    return Context(base_url=settings.PUBLIC_URL).paths.path_of(url_path)


def visible_pages(pages: PageQuerySet, *, now: datetime) -> PageQuerySet:
    return Visibility.for_public(now=now).pages(pages)


def _source(now: datetime) -> Source:
    from cms.api.context import Context  # noqa: PLC0415  As above.
    from cms.api.source import InProcessSource  # noqa: PLC0415  As above.

    class SourceAt(InProcessSource):
        """Answers as it did, or will, at a moment."""

        def context(self) -> Context:
            return Context(base_url=settings.PUBLIC_URL, now=now)

    return SourceAt()
