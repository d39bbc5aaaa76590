from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page

from cms.api.visibility import Visibility
from cms.delivery.models import IN_DOUBT, Delivery, DeliveryState
from publications.models import NewsletterIssue
from publications.models.issue_contents import Part, chosen_parts, frozen_parts

# From the irreversible call on, the mail is out, or nobody knows that it is not.
SENT = (DeliveryState.PUBLISHING, DeliveryState.PUBLISHED, *IN_DOUBT)


@dataclass(frozen=True, kw_only=True)
class HeldPage:
    """A page that an issue holds, and how it stands now."""

    title: str
    pk: int | None
    is_readable: bool


@dataclass(frozen=True, kw_only=True)
class HeldSection:
    heading: str
    pages: tuple[HeldPage, ...]


def was_sent(issue: Page) -> bool:
    return Delivery.objects.filter(page=issue.pk, channel="newsletter", state__in=SENT).exists()


def held_sections(issue: NewsletterIssue, *, now: datetime) -> list[HeldSection]:
    """Return what a frozen issue holds, or what one would hold that is frozen now."""
    visibility = Visibility.for_public(now=now)
    parts = frozen_parts(issue) if issue.is_frozen else chosen_parts(issue, now=now, readable=visibility.pages)
    pages = Page.objects.in_bulk([entry.key for part in parts for entry in part.entries])
    return [
        HeldSection(heading=part.heading, pages=tuple(_held(part, pages=pages, visibility=visibility)))
        for part in parts
    ]


def _held(part: Part, *, pages: dict[int, Page], visibility: Visibility) -> Iterator[HeldPage]:
    for entry in part.entries:
        page = pages.get(entry.key)
        if page is not None:
            title, is_readable = page.get_admin_display_title(), visibility.allows_page(page)
            yield HeldPage(title=title, pk=page.pk, is_readable=is_readable)
        elif entry.title:
            yield HeldPage(title=entry.title, pk=None, is_readable=False)
