from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.delivery.content import path_of
from cms.delivery.webhooks import outbox
from cms.delivery.webhooks.changes import compare, gone, relocated
from cms.delivery.webhooks.event_types import EventType
from cms.delivery.webhooks.sight import last_seen, seen, visible_pages

Sights = dict[int, dict[str, Any]]

# What differs without any reader seeing it. Whether a page is live, and where, is seen by its sight.
BOOKKEEPING = {
    *("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"),
    *("locked", "locked_at", "locked_by", "owner", "live", "expired", "go_live_at", "expire_at"),
    *("path", "depth", "numchild", "url_path", "slug", "alias_of", "first_published_at"),
}


@dataclass(frozen=True, kw_only=True)
class Before:
    """A page before it is saved: its row, and how readers saw it and, when its address changes, all below it."""

    row: dict[str, Any] = field(default_factory=dict)
    url_path: str = ""
    path: str | None = None
    sights: Sights = field(default_factory=dict)


# Wagtail tells of a move twice: before it begins, and when the page is saved at its new place.
_moving: ContextVar[dict[int, Sights] | None] = ContextVar("moving", default=None)


def before_move(page: Page, *, now: datetime) -> None:
    _moving.set({page.pk: _last_sights(_with_descendants(page), now=now)})


def before_save(page: Page, *, now: datetime) -> Before:
    stored = Page.objects.filter(pk=page.pk).select_related("locale").first() if page.pk else None
    if stored is None:
        return Before()
    moving = (_moving.get() or {}).get(page.pk)
    _moving.set(None)
    if moving is None:
        # Only the slug tells beforehand that the address will change.
        is_renamed = stored.slug != page.slug or stored.url_path != page.url_path
        whole = _with_descendants(stored) if is_renamed else Page.objects.filter(pk=page.pk)
        moving = _last_sights(whole, now=now)
    return Before(row=_row(page), url_path=stored.url_path, path=path_of(stored.url_path), sights=moving)


def after_save(page: Page, before: Before, *, now: datetime) -> None:
    """Record what readers notice of a page that was saved."""
    after = _sights(Page.objects.filter(pk=page.pk), now=now)
    earlier = before.sights
    if before.url_path and before.url_path != page.url_path:
        after |= _below(page, before, now=now)
    else:
        earlier = {pk: sight for pk, sight in earlier.items() if pk == page.pk}
    changed = {page.pk} if before.row and before.row != _row(page) else set()
    outbox.record(compare(earlier, after, changed=changed), now=now)


def before_delete(page: Page, *, now: datetime) -> None:
    stored = _last_sights(Page.objects.filter(pk=page.pk), now=now)
    outbox.record((gone(old, kind=EventType.PAGE_DELETED) for old in stored.values()), now=now)


def before_restriction(restriction: PageViewRestriction, *, now: datetime) -> None:
    """Tell, when pages become private, that they are gone for the public."""
    if not PageViewRestriction.objects.filter(pk=restriction.pk).exists():
        lost = _last_sights(_with_descendants(restriction.page), now=now)
        outbox.record((gone(old, kind=EventType.PAGE_UNPUBLISHED) for old in lost.values()), now=now)


def after_restriction(restriction: PageViewRestriction, *, now: datetime) -> None:
    """Tell, when pages are private no longer, that they are there."""
    won = _sights(_with_descendants(restriction.page), now=now)
    outbox.record(compare({}, won, changed=set()), now=now)


def _below(page: Page, before: Before, *, now: datetime) -> Sights:
    """Return the pages below as they will be seen: Wagtail gives them their new addresses only after this one."""
    new = path_of(page.url_path)
    if before.path is None or new is None:
        return {}
    visible = visible_pages(_with_descendants(page).exclude(pk=page.pk), now=now)
    found = {each.pk: before.sights.get(each.pk) or seen(each, now=now) for each in visible.select_related("locale")}
    return {pk: relocated(sight, old=before.path, new=new) for pk, sight in found.items() if sight}


def _with_descendants(page: Page) -> PageQuerySet:
    return Page.objects.get(pk=page.pk).get_descendants(inclusive=True)


def _sights(pages: PageQuerySet, *, now: datetime) -> Sights:
    found = {page.pk: seen(page, now=now) for page in pages.live().select_related("locale")}
    return {pk: sight for pk, sight in found.items() if sight}


def _last_sights(pages: PageQuerySet, *, now: datetime) -> Sights:
    found = {page.pk: last_seen(page, now=now) for page in pages.live().select_related("locale")}
    return {pk: sight for pk, sight in found.items() if sight}


def _row(page: Page) -> dict[str, Any]:
    """Return what the database holds of the page, as far as readers may see it."""
    names = [item.attname for item in page._meta.concrete_fields if item.name not in BOOKKEEPING]
    return type(page).objects.filter(pk=page.pk).values(*names).first() or {}
