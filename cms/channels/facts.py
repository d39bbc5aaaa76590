from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cms.channels.blocks import Block, RenderError
from cms.channels.dates import format_period, format_short_day
from cms.channels.links import map_address, profiles, reachable
from cms.channels.particulars import correction_notes, particulars
from cms.channels.series import exceptions_in_words, occurrence_in_words, series_in_words
from cms.channels.wording import Wording

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A named fact or address; the text after the name may have several lines, lead somewhere, and hold no longer."""

    label: str
    text: str
    href: str | None = None
    between_lines: str = ", "
    is_off: bool = False

    @property
    def in_one_line(self) -> str:
        return self.text.replace("\n", self.between_lines)


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
    """Return for example "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr", or the rule of a series, by the local clock."""
    if event["recurrence"]:
        return series_in_words(event, words=words)
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
    return map_address(point["latitude"], point["longitude"]) if point and place(event) else None


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
    return [*event_facts(page, words=words), *group_facts(page, words=words), *named_facts(page, words=words)]


def named_facts(page: Data, *, words: Wording) -> list[Fact]:
    """Return what nobody understands without its name: authors, co-signers, the place in a debate, corrections."""
    return [Fact(label=label, text=text, href=href) for label, text, href in particulars(page, words=words)]


def corrections(page: Data, *, words: Wording) -> list[Fact]:
    """Return what had to be corrected. Every channel says it, whatever else has room."""
    return [Fact(label=label, text=text) for label, text, _href in correction_notes(page, words=words)]


def group_facts(page: Data, *, words: Wording) -> list[Fact]:
    """Return where a local group meets and how to reach it; nothing for other pages."""
    if "meetingPlace" not in page:
        return []
    on_map = map_address(page["latitude"], page["longitude"])
    where = Fact(label=words.meeting_place, text=page["meetingPlace"] or page["city"], href=on_map)
    return [where, *group_addresses(page, words=words)]


def group_addresses(page: Data, *, words: Wording) -> list[Fact]:
    email, addresses = page["email"], {words.website: page["website"], **profiles(page)}
    facts = (
        Fact(label=words.email, text=email, href=f"mailto:{email}"),
        *(Fact(label=name, text=shown(address), href=address) for name, address in addresses.items()),
    )
    return [fact for fact in facts if fact.text]


def shown(address: str) -> str:
    """Return an address as people write it: "example.org/bremen"."""
    return address.rsplit("://", maxsplit=1)[-1].removeprefix("www.").removesuffix("/")


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


def _no_kicker(_page: Data, _words: Wording) -> list[str]:
    return []


def _statement_kicker(page: Data, words: Wording) -> list[str]:
    return [day(page, words=words), *(topic["name"] for topic in page["topics"])]


def _debate_kicker(_page: Data, words: Wording) -> list[str]:
    return [words.debate.to_debate]


def _contribution_kicker(page: Data, words: Wording) -> list[str]:
    return [words.debate.contribution, day(page, words=words)]


def _publication_kicker(page: Data, words: Wording) -> list[str]:
    topics = (topic["name"] for topic in page["topics"])
    return [words.publication.kinds[page["publicationKind"]], day(page, words=words), *topics]


def _group_kicker(page: Data, _words: Wording) -> list[str]:
    return [part for part in (page["city"], page["region"]) if part]


def _event_kicker(page: Data, words: Wording) -> list[str]:
    return [words.kinds[page["kind"]]]


KICKERS: dict[str, Callable[[Data, Wording], list[str]]] = {
    "StandardPage": _no_kicker,
    "ContactPage": _no_kicker,
    "LocalGroupIndexPage": _no_kicker,
    "LocalGroupPage": _group_kicker,
    "HomePage": _no_kicker,
    "StatementIndexPage": _no_kicker,
    "EventIndexPage": _no_kicker,
    "StatementPage": _statement_kicker,
    "DebateIndexPage": _no_kicker,
    "DebatePage": _debate_kicker,
    "ContributionPage": _contribution_kicker,
    "StudyProgrammePage": _no_kicker,
    "StudyModulePage": _no_kicker,
    "PublicationIndexPage": _no_kicker,
    "PublicationPage": _publication_kicker,
    "NewsletterIndexPage": _no_kicker,
    "NewsletterIssue": _no_kicker,
    "EventPage": _event_kicker,
}
