from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Page

from cms.channels.instagram.renderer import story
from cms.channels.registry import assets, channel
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.content import path_of, source_at
from cms.delivery.ledger.posts import SocialPost, payload_fields
from cms.delivery.planning.moments import due_moment, not_after
from cms.delivery.planning.payloads import payload_of
from cms.delivery.planning.stories import keep_story
from cms.pages.posts import Channel, Post


class NoAddressError(Exception):
    """The page is not part of the site."""

    def __init__(self, page: Page) -> None:
        super().__init__(f"Page {page.pk} has no address, so no channel can carry it. Move it below a home page.")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A plan with what it needs: whose it is and where it goes."""

    post: Post
    page: Page
    account: ChannelAccount


def frozen(planned: Planned, *, now: datetime) -> SocialPost:
    """Return the post as the channel renders the page now, not stored yet.

    Raises RenderError, SourceError, NoAddressError and what a channel raises for a page that cannot be read.
    """
    page, account = planned.page, planned.account
    moment = due_moment(planned.post, page=page, account=account, now=now)
    path = path_of(page.url_path)
    if path is None:
        raise NoAddressError(page)
    locale = page.locale.language_code
    # The editors' own words are public only from the moment on that they are planned for.
    seen_at = max(now, moment.at)
    source, carrier = source_at(seen_at), channel(planned.post.channel)
    data = carrier.ask(source, path=path, locale=locale, now=seen_at)
    pictures = assets(data, source=source)
    message = carrier.render(data, now=seen_at, assets=pictures)
    told: Any = data["route"]["page"]
    fields = payload_fields(payload_of(message, page=told))
    if planned.post.channel == Channel.INSTAGRAM:
        keep_story(fields["payload_hash"], story(data, assets=pictures))
    return SocialPost(
        account=account,
        source=page.pk,
        revision=page.live_revision_id,
        locale=locale,
        title=page.title[:255],
        notes=list(message.notes),
        publish_at=moment.at,
        local_time=moment.local_time,
        local_hour=moment.local_hour,
        time_zone=moment.time_zone,
        not_after=not_after(told, due=moment.at),
        approved_at=page.last_published_at or now,
        approved_by_id=_approver(page),
        **fields,
    )


def _approver(page: Page) -> int | None:
    """Return whoever wrote the revision that is live; it was approved by being published."""
    return page.live_revision.user_id if page.live_revision_id else None
