from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.channels.blocks import Block
from cms.channels.dates import format_period, short_day
from cms.channels.fact import Fact
from cms.channels.groups import group_facts
from cms.channels.links import map_address, reachable
from cms.channels.particulars import particulars
from cms.channels.series import exceptions_in_words, occurrence_in_words, series_in_words
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def status(page: Data, *, words: Wording) -> str:
    """Return what has changed about an event, if anything has."""
    return words.statuses[page["status"]] if "status" in page else ""


def is_off(page: Data) -> bool:
    return page.get("status") in {"CANCELLED", "POSTPONED"}


def title_with_status(page: Data, *, words: Wording) -> str:
    """Return for example "Abgesagt: Offenes Treffen": what has changed stands first, where nothing cuts it off."""
    changed = status(page, words=words)
    return f"{changed}: {page['title']}" if changed else str(page["title"])


def day(statement: Data, *, words: Wording) -> str:
    """Return for example "20. November 2026"."""
    return short_day(statement["date"], locale=words.locale)


def period(event: Data, *, words: Wording) -> str:
    """Return for example "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr", or the rule of a series, by the local clock."""
    if event["recurrence"]:
        return series_in_words(event, words=words)
    start, end = (datetime.fromisoformat(event[name]) for name in ("start", "end"))
    return format_period(start, end=end, zone=event["timeZone"], locale=words.locale)


def when(page: Data, *, words: Wording) -> str:
    """Return the time of an event or the day of a text; nothing for pages that have neither."""
    if "start" in page:
        return period(page, words=words)
    return day(page, words=words) if page.get("date") else ""


def place(event: Data) -> list[str]:
    """Return venue and address. What moved online has none: nobody shall travel to its old place."""
    lines = [] if event["status"] == "MOVED_ONLINE" else [event["venue"], event["address"]]
    return [line for line in lines if line]


def place_in_one_line(event: Data, *, words: Wording) -> str:
    """Return the place, or that the event is online and nowhere else."""
    is_online = event["onlineUrl"] or event["status"] == "MOVED_ONLINE"
    return ", ".join(place(event)) or (words.online if is_online else "")


def event_facts(page: Data, *, words: Wording) -> list[Fact]:
    """Return what people must know to come to an event: state, times, places; nothing for other pages."""
    if "start" not in page:
        return []
    online, off = page["onlineUrl"], is_off(page)
    facts = (
        Fact(label=status(page, words=words) or words.note, text=page["statusNote"]),
        Fact(label=words.when, text=period(page, words=words), is_off=off),
        Fact(label=words.next_date, text=next_date(page, words=words)),
        Fact(label=words.exceptions, text="\n".join(exceptions_in_words(page, words=words)), between_lines="; "),
        Fact(label=words.where, text="\n".join(place(page)), href=place_on_map(page), is_off=off),
        Fact(label=words.online, text=online, href=reachable(online, base_url=page["url"])),
        *taking_part(page, words=words),
    )
    return [fact for fact in facts if fact.text]


def next_date(event: Data, *, words: Wording) -> str:
    """Return the next date of a series, and where it takes place if that differs."""
    following = event["nextOccurrence"]
    is_told = event["recurrence"] and following and not is_off(event)
    return occurrence_in_words(following, event=event, words=words) if is_told else ""


def place_on_map(event: Data) -> str | None:
    """Return where a map shows the place, unless nobody shall go there."""
    point = None if is_off(event) else event.get("coordinates")
    return map_address(point) if place(event) else None


def taking_part(page: Data, *, words: Wording) -> list[Fact]:
    """Return what only the event's own page tells; lists do not ask for it."""
    if "programme" not in page:
        return []
    registration, host = page["registrationUrl"], page["hostGroup"]
    facts = (
        Fact(label=words.registration, text=registration, href=reachable(registration, base_url=page["url"])),
        Fact(label=words.accessibility, text=page["accessibility"]),
        Fact(label=words.host_group, text=host["title"] if host else "", href=host["url"] if host else None),
    )
    return [fact for fact in facts if fact.text]


def page_facts(page: Data, *, words: Wording) -> list[Fact]:
    """Return what a page says in names and values, beside its text: an event's time, a group's place and contact."""
    return [*event_facts(page, words=words), *group_facts(page, words=words), *particulars(page, words=words)]


def imprint(site: Data, *, words: Wording) -> list[str]:
    """Return what the law wants to be said of who publishes: the postal address and the person responsible."""
    address = ", ".join(site["postalAddress"].splitlines())
    responsible = f"{words.responsible} {site['responsible']}" if site["responsible"] else ""
    return [line for line in (address, responsible) if line]


def credit(image: Data, *, words: Wording) -> str:
    """Return for example "Bild: Fotogruppe, CC BY 4.0"."""
    named = ", ".join(image[name] for name in ("credit", "license") if image.get(name))
    return f"{words.image_credit} {named}" if named else ""


def image_in_words(block: Block, *, words: Wording) -> str:
    """Say what an ImageBlock shows, for messages that carry no pictures of the text."""
    shown = [block["image"]["alt"] if block["image"] else "", block["caption"]]
    text = " – ".join(part for part in shown if part)
    return f"{words.image}: {text}" if text else ""
