from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.channels.dates import BERLIN, format_short_day, local_time
from cms.channels.issues import Entry, issue_sections
from cms.channels.website.renderer.events import listed_event
from cms.channels.website.renderer.headlines import headline, unbroken
from cms.channels.website.renderer.images import hero
from cms.channels.wording import Wording

Data = Mapping[str, Any]
Context = dict[str, Any]
View = tuple[str, Context]


def issue_index(page: Data, words: Wording, _now: datetime) -> View:
    issues = [_published(item, words) | {"issue": item} for item in page["issues"]]
    return "website/issues.html", {"hero": hero(page["heroImage"], words), "issues": issues}


def issue(page: Data, words: Wording, _now: datetime) -> View:
    sections = [
        {
            "heading": headline(section.heading, words=words),
            "entries": [_entry(entry, words) for entry in section.entries],
        }
        for section in issue_sections(page, words=words)
    ]
    return "website/issue.html", {
        "hero": hero(page["heroImage"], words),
        "sections": sections,
        **_published(page, words),
    }


def _published(item: Data, words: Wording) -> Context:
    """Return the title and the day of an issue. A draft has no day yet."""
    moment = item["firstPublishedAt"]
    day = local_time(datetime.fromisoformat(moment), zone=BERLIN).date() if moment else None
    return {
        "headline": headline(item["title"], words=words),
        "date": day.isoformat() if day else "",
        "day": unbroken(format_short_day(day, locale=words.locale)) if day else "",
    }


def _entry(entry: Entry, words: Wording) -> Context:
    """Return an event as lists of events show it, and everything else as lists of statements do."""
    page = {**entry.page, "summary": entry.teaser}
    language = {"language": "" if page["locale"] == words.locale else page["locale"]}
    if "start" in page:
        return {"template": "website/event_item.html", **language, **listed_event(page, words)}
    return {
        "template": "website/issue_item.html",
        **language,
        "page": page,
        "headline": headline(entry.title, words=words),
        "date": page.get("date", ""),
        "day": unbroken(entry.when),
    }
