from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cms.channels.blocks import Block, RenderError
from cms.channels.dates import format_period, format_short_day
from cms.channels.links import reachable
from cms.channels.wording import Wording

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A named fact or address; the text after the name may have several lines and may lead somewhere."""

    label: str
    text: str
    href: str | None = None

    @property
    def in_one_line(self) -> str:
        return self.text.replace("\n", ", ")


def status(page: Data, *, words: Wording) -> str:
    """Return what has changed about an event, if anything has."""
    return words.statuses[page["status"]] if "status" in page else ""


def is_off(page: Data) -> bool:
    return page.get("status") in {"CANCELLED", "POSTPONED"}


def title_with_status(page: Data, *, words: Wording) -> str:
    """Return for example "Abgesagt: Offenes Treffen": what has changed stands first, where nothing cuts it off."""
    changed = status(page, words=words)
    return f"{changed}: {page['title']}" if changed else str(page["title"])


def kicker(page: Data, *, words: Wording) -> list[str]:
    """Return what stands beside a title, without what it says itself. Raises RenderError for an unknown page."""
    name = page["__typename"]
    if name not in KICKERS:
        message = f"The channels cannot say a {name}. Add it to KICKERS in facts.py."
        raise RenderError(message)
    return [part for part in KICKERS[name](page, words) if part != page["title"]]


def day(statement: Data, *, words: Wording) -> str:
    """Return for example "20. November 2026"."""
    return format_short_day(date.fromisoformat(statement["date"]), locale=words.locale)


def period(event: Data, *, words: Wording) -> str:
    """Return for example "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr", by the clock of the place."""
    start, end = (datetime.fromisoformat(event[name]) for name in ("start", "end"))
    return format_period(start, end, zone=event["timeZone"], locale=words.locale)


def place(event: Data) -> list[str]:
    """Return venue and address. What moved online has none: nobody shall travel to its old place."""
    lines = [] if event["status"] == "MOVED_ONLINE" else [event["venue"], event["address"]]
    return [line for line in lines if line]


def place_in_one_line(event: Data, *, words: Wording) -> str:
    """Return the place, or that the event is online and nowhere else."""
    is_online = event["onlineUrl"] or event["status"] == "MOVED_ONLINE"
    return ", ".join(place(event)) or (words.online if is_online else "")


def event_facts(page: Data, *, words: Wording) -> list[Fact]:
    """Return when, where and where online an event takes place; nothing for other pages."""
    if "start" not in page:
        return []
    online = page["onlineUrl"]
    facts = (
        Fact(label=words.when, text=period(page, words=words)),
        Fact(label=words.where, text="\n".join(place(page))),
        Fact(label=words.online, text=online, href=reachable(online, base_url=page["url"])),
    )
    return [fact for fact in facts if fact.text]


def credit(image: Data, *, words: Wording) -> str:
    """Return for example "Bild: Anna Schmidt, CC BY 4.0"."""
    named = ", ".join(image[name] for name in ("credit", "license") if image.get(name))
    return f"{words.image_credit} {named}" if named else ""


def image_in_words(block: Block, *, words: Wording) -> str:
    """Say what an ImageBlock shows, for messages that carry no pictures of the text."""
    shown = [block["image"]["alt"] if block["image"] else "", block["caption"]]
    text = " – ".join(part for part in shown if part)
    return f"{words.image}: {text}" if text else ""


def _no_kicker(_page: Data, _words: Wording) -> list[str]:
    return []


def _statement_kicker(page: Data, words: Wording) -> list[str]:
    return [day(page, words=words), *(topic["name"] for topic in page["topics"])]


def _event_kicker(page: Data, words: Wording) -> list[str]:
    return [words.kinds[page["kind"]]]


KICKERS: dict[str, Callable[[Data, Wording], list[str]]] = {
    "StandardPage": _no_kicker,
    "HomePage": _no_kicker,
    "StatementIndexPage": _no_kicker,
    "EventIndexPage": _no_kicker,
    "StatementPage": _statement_kicker,
    "EventPage": _event_kicker,
}
