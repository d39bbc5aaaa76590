from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from cms.channels.facts import is_off, next_date, place_in_one_line, title_with_status, when
from cms.channels.wording import Wording

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page as an issue leads to it."""

    page: Data
    title: str
    """With what has changed about an event."""
    when: str
    where: str
    note: str
    """What people must know about an event's state."""
    teaser: str
    """The editors' own words, or the page's summary."""
    is_off: bool


@dataclass(frozen=True, kw_only=True)
class Section:
    heading: str
    entries: tuple[Entry, ...]


def issue_sections(page: Data, *, words: Wording) -> list[Section]:
    """Return what an issue holds; nothing for other pages."""
    return [
        Section(heading=section["heading"], entries=tuple(_entry(item, words) for item in section["items"]))
        for section in page.get("sections", [])
    ]


def first_entries(sections: Sequence[Section], *, count: int) -> list[Section]:
    """Return the sections with so many entries in all."""
    ends = accumulate((len(section.entries) for section in sections), initial=0)
    kept = [
        replace(section, entries=section.entries[: max(count - end, 0)])
        for section, end in zip(sections, ends, strict=False)
    ]
    return [section for section in kept if section.entries]


def _entry(item: Data, words: Wording) -> Entry:
    page = item["page"]
    is_event = "start" in page
    return Entry(
        page=page,
        title=title_with_status(page, words=words),
        when=_when(page, words),
        where=place_in_one_line(page, words=words) if is_event else "",
        note=page.get("statusNote", ""),
        teaser=item["text"] or page["summary"],
        is_off=is_off(page),
    )


def _when(page: Data, words: Wording) -> str:
    """Return the date of a text, the time of an event, or of a series its next date."""
    upcoming = next_date(page, words=words) if "start" in page else ""
    return upcoming or when(page, words=words)
