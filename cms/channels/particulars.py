from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cms.channels.dates import format_short_day
from cms.channels.wording import Wording

Data = Mapping[str, Any]
# A name, what it names, and where that leads, if anywhere.
Particular = tuple[str, str, str | None]


def particulars(page: Data, *, words: Wording) -> list[Particular]:
    """Return who stands behind a text, where it belongs, and what had to be corrected."""
    found = (*_origin(page, words), *_place_in_debate(page, words), *_order_details(page, words))
    return [*(item for item in found if item[1]), *correction_notes(page, words=words)]


def correction_notes(page: Data, *, words: Wording) -> list[Particular]:
    """Return for example ("Berichtigung vom 24. November 2026", "Im dritten Absatz muss es …")."""
    return [
        (words.author.correction.format(day=_day(item["date"], words)), item["text"], None)
        for item in page.get("corrections", [])
    ]


def names(entries: list[Data]) -> str:
    return ", ".join(entry["name"] for entry in entries)


def byline(page: Data) -> str:
    """Return who wrote it: people, collectives and guests."""
    return names([*page.get("authors", []), *page.get("organisations", [])])


def _origin(page: Data, words: Wording) -> Iterator[Particular]:
    yield words.author.by, names(page.get("authors", [])), None
    yield words.author.co_signed_by, names(page.get("coSigners", [])), None
    yield words.author.guests, names(page.get("organisations", [])), None
    yield words.author.series, (page.get("series") or {}).get("name", ""), None


def _place_in_debate(page: Data, words: Wording) -> Iterator[Particular]:
    if "debateStatus" in page:
        opened = words.debate.opened.format(day=_day(page["openedOn"], words))
        yield words.debate.question, f"{words.debate.states[page['debateStatus']]}, {opened}", None
    if debate := page.get("debate"):
        yield words.debate.to_debate, debate["title"], debate["url"]
    yield words.debate.position, (page.get("position") or {}).get("title", ""), None
    if answered := page.get("answers"):
        yield words.debate.answers, answer_title(answered), answered["url"]


def _order_details(page: Data, words: Wording) -> Iterator[Particular]:
    yield words.publication.isbn, page.get("isbn", ""), None
    yield words.publication.price, page.get("price", ""), None


def answer_title(answered: Data) -> str:
    """Return for example "Der Krieg und die Klasse (AG Frieden)"."""
    written_by = byline(answered)
    return f"{answered['title']} ({written_by})" if written_by else str(answered["title"])


def _day(value: str, words: Wording) -> str:
    return format_short_day(date.fromisoformat(value), locale=words.locale)
