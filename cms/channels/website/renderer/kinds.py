from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_date

from cms.channels.dates import local_time
from cms.channels.facts import day, is_off, period, place, place_in_one_line, status
from cms.channels.website.renderer.headlines import headline, unbroken
from cms.channels.website.renderer.images import hero
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording

Data = Mapping[str, Any]
Context = dict[str, Any]
View = tuple[str, Context]


def _standard(page: Data, words: Wording, _now: datetime) -> View:
    return "website/page.html", {"hero": hero(page["heroImage"], words)}


def _home(page: Data, words: Wording, _now: datetime) -> View:
    return "website/home.html", {
        # Home pages are often named for the way back to them ("Start"); the title for previews says more.
        "headline": headline(page["seoTitle"], words=words),
        "hero": hero(page["heroImage"], words),
        "statements": [_statement_facts(item, words) for item in page["latestStatements"]],
        "events": [_event_facts(item, words) for item in page["upcomingEvents"]],
    }


def _statement(page: Data, words: Wording, _now: datetime) -> View:
    return "website/statement.html", {
        "hero": hero(page["heroImage"], words),
        "points": [headline(point, words=words) for point in page["keyPoints"]],
        **_statement_facts(page, words),
    }


def _statement_index(page: Data, words: Wording, _now: datetime) -> View:
    return "website/statements.html", {
        "hero": hero(page["heroImage"], words),
        "statements": [_statement_facts(item, words) for item in page["statements"]],
    }


def _event(page: Data, words: Wording, now: datetime) -> View:
    return "website/event.html", {
        "hero": hero(page["heroImage"], words),
        "is_over": datetime.fromisoformat(page["end"]) < now,
        "section": page["breadcrumbs"][-1] if page["breadcrumbs"] else None,
        "online": PROSE.link(page["onlineUrl"], page["onlineUrl"]) if page["onlineUrl"] else "",
        **_event_facts(page, words),
    }


def _event_index(page: Data, words: Wording, _now: datetime) -> View:
    return "website/events.html", {
        "hero": hero(page["heroImage"], words),
        "upcoming": [_event_facts(item, words) for item in page["upcoming"]],
        "past": [_event_facts(item, words) for item in page["past"]],
    }


def _statement_facts(statement: Data, words: Wording) -> Context:
    shown = headline(statement["title"], words=words)
    return {"statement": statement, "day": day(statement, words=words), "headline": shown}


def _event_facts(event: Data, words: Wording) -> Context:
    start = local_time(datetime.fromisoformat(event["start"]), zone=event["timeZone"])
    return {
        "event": event,
        "headline": headline(event["title"], words=words),
        "period": unbroken(period(event, words=words)),
        "place": place(event),
        "where": place_in_one_line(event, words=words),
        "day_number": start.day,
        "month": format_date(start, "LLL", locale=words.locale),
        "year": start.year,
        "kind": words.kinds[event["kind"]],
        "status": status(event, words=words),
        "is_off": is_off(event),
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
