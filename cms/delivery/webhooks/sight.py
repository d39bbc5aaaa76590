from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.api.caching.keys import keys_of
from cms.api.visibility import Visibility
from cms.channels.registry import PageMovedError, PageNotFoundError, channel
from cms.delivery.content import path_of, source_at
from cms.transports.webhook import WebhookMessage

CHANNEL = "webhooks"
MOMENT = timedelta(microseconds=1)


def seen(page: Page, *, now: datetime) -> dict[str, Any] | None:
    """Return what the public sees of a page as the database holds it now, or None when that is nothing."""
    path = path_of(page.url_path)
    if path is None:
        return None
    try:
        message = channel(CHANNEL).message(source_at(now), path=path, locale=page.locale.language_code, now=now)
    except (PageNotFoundError, PageMovedError):
        return None
    if not isinstance(message, WebhookMessage) or message.data["path"] != path:
        # Another language's page stands in for one that cannot be seen.
        return None
    return {**message.data, "surrogateKeys": keys_of(page.specific_deferred)}


def last_seen(page: Page, *, now: datetime) -> dict[str, Any] | None:
    """Return what the public saw of a page until it changed; the clock withdraws pages a little late."""
    return seen(page, now=min(now, page.expire_at - MOMENT) if page.expire_at else now)


def visible_pages(pages: PageQuerySet, *, now: datetime) -> PageQuerySet:
    return Visibility.for_public(now=now).pages(pages)
