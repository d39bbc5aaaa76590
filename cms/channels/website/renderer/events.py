from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_date

from cms.channels.dates import local_time
from cms.channels.facts import (
    is_off,
    next_date,
    period,
    place,
    place_in_one_line,
    place_on_map,
    status,
    taking_part,
)
from cms.channels.programme import programme_days
from cms.channels.series import exceptions_in_words, occurrence_in_words
from cms.channels.website.renderer.headlines import headline, unbroken
from cms.channels.website.renderer.images import hero
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording

Data = Mapping[str, Any]
Context = dict[str, Any]
View = tuple[str, Context]


def event(page: Data, words: Wording, now: datetime) -> View:
    online = page["onlineUrl"]
    return "website/event.html", {
        **listed_event(page, words),
        "hero": hero(page["heroImage"], words),
        "is_over": page["nextOccurrence"] is None and datetime.fromisoformat(page["end"]) < now,
        "section": page["breadcrumbs"][-1] if page["breadcrumbs"] else None,
        "period": unbroken(period(page, words=words)),
        "next": unbroken(next_date(page, words=words)),
        "exceptions": [unbroken(line) for line in exceptions_in_words(page, words=words)],
        "map_address": place_on_map(page),
        "online": PROSE.link(online, online) if online else "",
        "facts": [
            {"label": fact.label, "shown": _shown(fact.href, fact.text)} for fact in taking_part(page, words=words)
        ],
        "programme": programme_days(page, words=words),
    }


def event_index(page: Data, words: Wording, _now: datetime) -> View:
    return "website/events.html", {
        "hero": hero(page["heroImage"], words),
        "upcoming": [listed_event(item, words) for item in page["upcoming"]],
        "past": [listed_event(item, words) for item in page["past"]],
    }


def listed_event(page: Data, words: Wording) -> Context:
    """Return what lists show: of a series its next date, and the rule beside it."""
    following = page["nextOccurrence"] if page["recurrence"] else None
    shown = following or page
    start = local_time(datetime.fromisoformat(shown["start"]), zone=page["timeZone"])
    rule = period(page, words=words)
    return {
        "event": page,
        "start": shown["start"],
        "headline": headline(page["title"], words=words),
        "period": unbroken(occurrence_in_words(following, event=page, words=words) if following else rule),
        "rule": unbroken(rule) if following else "",
        "place": place(page),
        "where": place_in_one_line(page, words=words),
        "day_number": start.day,
        "month": format_date(start, "LLL", locale=words.locale),
        "year": start.year,
        "kind": words.kinds[page["kind"]],
        "status": status(page, words=words),
        "is_off": is_off(page),
    }


def _shown(href: str | None, text: str) -> str:
    return PROSE.link(href, text) if href else text
