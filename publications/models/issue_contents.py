from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from wagtail.query import PageQuerySet

from publications.issue_blocks import MAXIMUM_BY_RULE, MAXIMUM_DAYS, stored, stored_items
from publications.models.event_states import CALLED_OFF
from publications.models.events import EventPage
from publications.models.statements import StatementPage

if TYPE_CHECKING:
    from publications.models.newsletters import NewsletterIssue

# What statements "since the last issue" means where no issue came before.
DAYS_BEFORE_FIRST_ISSUE = 30

Value = Mapping[str, Any]
Readable = Callable[[PageQuerySet], PageQuerySet]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page by its key, with the editors' own words for it, and once frozen with the title it had."""

    key: int
    text: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    heading: str
    entries: tuple[Entry, ...]


def frozen_parts(issue: "NewsletterIssue") -> list[Part]:
    return [
        Part(heading=value["heading"], entries=tuple(_entries(value))) for _name, value in stored(issue.frozen_sections)
    ]


def chosen_parts(issue: "NewsletterIssue", *, now: datetime, readable: Readable) -> list[Part]:
    """Return what the sections hold at a moment. No page stands in an issue twice, and rules give way to hands."""
    sections = list(stored(issue.sections))
    by_hand = {entry.key for name, value in sections if name not in RULES for entry in _entries(value)}
    taken = {issue.pk}
    parts = []
    for name, value in sections:
        if rule := RULES.get(name):
            found = rule(issue, value, now).exclude(pk__in=taken | by_hand)
            limit = min(value["maximum"] or MAXIMUM_BY_RULE, MAXIMUM_BY_RULE)
            entries = [Entry(key=key) for key in readable(found).values_list("pk", flat=True)[:limit]]
        else:
            entries = list({entry.key: entry for entry in _entries(value) if entry.key not in taken}.values())
        taken |= {entry.key for entry in entries}
        parts.append(Part(heading=value["heading"] or "", entries=tuple(entries)))
    return parts


def _entries(value: Value) -> Iterator[Entry]:
    """Return what was chosen by hand. A draft may name no page yet."""
    for item in stored_items(value):
        if item.get("page"):
            yield Entry(key=int(item["page"]), text=(item.get("text") or "").strip(), title=item.get("title") or "")


def _statements(issue: "NewsletterIssue", value: Value, now: datetime) -> PageQuerySet:
    since = now - timedelta(days=min(value["days"], MAXIMUM_DAYS)) if value.get("days") else _last_issue(issue, now)
    found = StatementPage.objects.filter(locale_id=issue.locale_id, first_published_at__gt=since)
    if topic := value.get("topic"):
        found = found.filter(topics=topic)
    return found.newest_first()


def _last_issue(issue: "NewsletterIssue", now: datetime) -> datetime:
    """Return when the last published issue of the language was frozen."""
    others = type(issue).objects.filter(locale_id=issue.locale_id, live=True, frozen_at__lt=now).exclude(pk=issue.pk)
    last: datetime | None = others.order_by("-frozen_at").values_list("frozen_at", flat=True).first()
    return last or now - timedelta(days=DAYS_BEFORE_FIRST_ISSUE)


def _events(issue: "NewsletterIssue", value: Value, now: datetime) -> PageQuerySet:
    until = now + timedelta(days=min(value.get("days") or MAXIMUM_DAYS, MAXIMUM_DAYS))
    # No rule invites to what does not take place; whoever chooses such an event by hand announces that.
    events = EventPage.objects.filter(locale_id=issue.locale_id).exclude(status__in=CALLED_OFF)
    return events.ending_after(now).filter(next_start__lte=until).soonest_first()


RULES: Mapping[str, Callable[["NewsletterIssue", Value, datetime], PageQuerySet]] = {
    "statements": _statements,
    "events": _events,
}
