from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.example.register import load_file
from cms.example.texts import PageText
from cms.importing.pages import topics_named
from publications.models import (
    Attachment,
    Authorship,
    EventException,
    EventPage,
    Organisation,
    Person,
    ProgrammePoint,
    Series,
    Signature,
    StudySession,
)
from publications.models.event_states import Change
from publications.models.recurrence import Repeats


def relate(page: Page, text: PageText) -> None:
    """Give the page what its file names under `relations`: other content, by slug, and parts of its own."""
    for name, value in text.relations.items():
        RELATIONS[name](page, value)


def _authors(page: Any, slugs: list[str]) -> None:
    people = (Person.objects.get(slug=slug, locale=page.locale) for slug in slugs)
    page.authorships = [Authorship(person=person) for person in people]


def _organisations(page: Any, slugs: list[str]) -> None:
    signing = (Organisation.objects.get(slug=slug, locale=page.locale) for slug in slugs)
    page.signatures = [Signature(organisation=organisation) for organisation in signing]


def _series(page: Any, slug: str) -> None:
    page.series = Series.objects.get(slug=slug, locale=page.locale)


def _topics(page: Any, names: list[str]) -> None:
    page.topics = topics_named(tuple(names), locale=page.locale)


def _corrections(page: Any, entries: list[dict[str, Any]]) -> None:
    page.corrections = [{"type": "correction", "value": _dated(entry, page.date)} for entry in entries]


def _positions(page: Any, entries: list[dict[str, str]]) -> None:
    page.positions = [
        {"type": "position", "id": entry["id"], "value": {"title": entry["title"], "summary": entry["summary"]}}
        for entry in entries
    ]


def _settlements(page: Any, entries: list[dict[str, Any]]) -> None:
    page.settlements = [{"type": "settlement", "value": _dated(entry, page.opened_on)} for entry in entries]


def _position(page: Any, key: str) -> None:
    page.position_key = key


def _answers(page: Any, slug: str) -> None:
    page.answers = type(page).objects.sibling_of(page).get(slug=slug)


def _sessions(page: Any, entries: list[dict[str, Any]]) -> None:
    page.sessions = [_session(page, **entry) for entry in entries]


def _session(page: Any, *, days: int, at: str, hours: float, event: str = "", **words: str) -> StudySession:
    day = timezone.localdate() + timedelta(days=days)
    start = datetime.combine(day, time.fromisoformat(at), tzinfo=timezone.get_default_timezone())
    announced = EventPage.objects.get(slug=event, locale=page.locale) if event else None
    return StudySession(start=start, end=start + timedelta(hours=hours), event=announced, **words)


def _readings(page: Any, entries: list[dict[str, str]]) -> None:
    page.readings = [{"type": "reading", "value": entry} for entry in entries]


def _files(page: Any, entries: list[dict[str, str]]) -> None:
    page.attachments = [Attachment(document=load_file(entry["file"], title=entry["title"])) for entry in entries]


def _weekly(page: Any, entry: dict[str, Any]) -> None:
    """Repeat the event every week, with one date left out and one moved to another hour."""
    first = page.start.astimezone(timezone.get_default_timezone()).date()
    page.repeats, page.repeats_until = Repeats.WEEKLY, first + timedelta(weeks=entry["weeks"])
    left_out, moved = (first + timedelta(weeks=entry[name]) for name in ("left_out", "moved"))
    page.exceptions = [
        EventException(date=left_out, change=Change.CANCELLED),
        EventException(date=moved, change=Change.MOVED, new_start=time(18), note=entry["note"]),
    ]


def _points(page: Any, entries: list[dict[str, str]]) -> None:
    page.programme = [
        ProgrammePoint(time=time.fromisoformat(entry["at"]), title=entry["title"], text=entry.get("text", ""))
        for entry in entries
    ]


def _issue(page: Any, entries: list[dict[str, Any]]) -> None:
    """Give an issue its sections: each holds pages by slug, or is a rule."""
    page.sections = [
        {"type": entry["rule"], "value": {"maximum": 5, **entry["value"]}} if "rule" in entry else _picks(page, **entry)
        for entry in entries
    ]


def _picks(page: Any, *, heading: str, pages: list[dict[str, str]]) -> dict[str, Any]:
    chosen = [
        {"page": Page.objects.get(slug=each["slug"], locale=page.locale).pk, "text": each.get("text", "")}
        for each in pages
    ]
    return {"type": "picks", "value": {"heading": heading, "items": chosen}}


def _dated(entry: dict[str, Any], beginning: Any) -> dict[str, Any]:
    return {"date": (beginning + timedelta(days=entry["days"])).isoformat(), "text": entry["text"]}


RELATIONS: dict[str, Callable[[Any, Any], None]] = {
    "authors": _authors,
    "organisations": _organisations,
    "series": _series,
    "topics": _topics,
    "corrections": _corrections,
    "positions": _positions,
    "settlements": _settlements,
    "position": _position,
    "answers": _answers,
    "sessions": _sessions,
    "readings": _readings,
    "files": _files,
    "weekly": _weekly,
    "programme": _points,
    "issue": _issue,
}
