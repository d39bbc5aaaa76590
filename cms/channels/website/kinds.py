from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_date

from cms.channels.dates import format_period, format_short_day
from cms.channels.website.headlines import breakable, unbroken
from cms.channels.website.images import hero
from cms.channels.website.prose import link
from cms.channels.wording import Wording

Data = Mapping[str, Any]
Context = dict[str, Any]
View = tuple[str, Context]


def _standard(page: Data, words: Wording, _now: datetime) -> View:
    return "website/page.html", {"hero": hero(page["heroImage"], words)}


def _home(page: Data, words: Wording, _now: datetime) -> View:
    return "website/home.html", {
        # Home pages are often named for the way back to them ("Start"); the title for previews says more.
        "headline": breakable(page["seoTitle"], locale=page["locale"]),
        "hero": hero(page["heroImage"], words),
        "statements": [_statement_facts(item, page["locale"]) for item in page["latestStatements"]],
        "events": [_event_facts(item, words, page["locale"]) for item in page["upcomingEvents"]],
    }


def _statement(page: Data, words: Wording, _now: datetime) -> View:
    return "website/statement.html", {
        "hero": hero(page["heroImage"], words),
        "points": [breakable(point, locale=page["locale"]) for point in page["keyPoints"]],
        **_statement_facts(page, page["locale"]),
    }


def _statement_index(page: Data, words: Wording, _now: datetime) -> View:
    return "website/statements.html", {
        "hero": hero(page["heroImage"], words),
        "statements": [_statement_facts(item, page["locale"]) for item in page["statements"]],
    }


def _event(page: Data, words: Wording, now: datetime) -> View:
    return "website/event.html", {
        "hero": hero(page["heroImage"], words),
        "is_over": datetime.fromisoformat(page["end"]) < now,
        "section": page["breadcrumbs"][-1] if page["breadcrumbs"] else None,
        "online": link(page["onlineUrl"], page["onlineUrl"]) if page["onlineUrl"] else "",
        **_event_facts(page, words, page["locale"]),
    }


def _event_index(page: Data, words: Wording, _now: datetime) -> View:
    return "website/events.html", {
        "hero": hero(page["heroImage"], words),
        "upcoming": [_event_facts(item, words, page["locale"]) for item in page["upcoming"]],
        "past": [_event_facts(item, words, page["locale"]) for item in page["past"]],
    }


def _statement_facts(statement: Data, locale: str) -> Context:
    day = format_short_day(date.fromisoformat(statement["date"]), locale=locale)
    return {"statement": statement, "day": day, "headline": breakable(statement["title"], locale=locale)}


def _event_facts(event: Data, words: Wording, locale: str) -> Context:
    start, end = datetime.fromisoformat(event["start"]), datetime.fromisoformat(event["end"])
    return {
        "event": event,
        "headline": breakable(event["title"], locale=locale),
        "period": unbroken(format_period(start, end, locale=locale)),
        "day_number": start.day,
        "month": format_date(start, "LLL", locale=locale),
        "year": start.year,
        "kind": words.kinds[event["kind"]],
        "status": words.statuses[event["status"]],
        "is_off": event["status"] in {"CANCELLED", "POSTPONED"},
        "is_online_only": event["status"] == "MOVED_ONLINE",
    }


# Which template shows a page of a type, and what it needs to know.
KINDS: dict[str, Callable[[Data, Wording, datetime], View]] = {
    "StandardPage": _standard,
    "HomePage": _home,
    "StatementPage": _statement,
    "StatementIndexPage": _statement_index,
    "EventPage": _event,
    "EventIndexPage": _event_index,
}
