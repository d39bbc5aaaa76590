from collections.abc import Iterator, Mapping
from typing import Any

from cms.channels.dates import short_day
from cms.channels.fact import Fact
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def particulars(page: Data, *, words: Wording) -> list[Fact]:
    """Return what nobody understands without its name: who stands behind a text, where it belongs, corrections."""
    found = (*_origin(page, words), *_place_in_debate(page, words), *_order_details(page, words))
    return [*(fact for fact in found if fact.text), *corrections(page, words=words)]


def corrections(page: Data, *, words: Wording) -> list[Fact]:
    """Return what had to be corrected, under "Berichtigung vom 24. November 2026".

    Every channel says it, whatever else has room.
    """
    return [
        Fact(
            label=words.author.correction.format(day=short_day(item["date"], locale=words.locale)),
            text=item["text"],
        )
        for item in page.get("corrections", [])
    ]


def names(entries: list[Data]) -> str:
    return ", ".join(entry["name"] for entry in entries)


def byline(page: Data) -> str:
    """Return who wrote it: people, collectives and guests."""
    return names([*page.get("authors", []), *page.get("organisations", [])])


def answer_title(answered: Data) -> str:
    """Return for example "Der Krieg und die Klasse (AG Frieden)"."""
    written_by = byline(answered)
    return f"{answered['title']} ({written_by})" if written_by else str(answered["title"])


def _origin(page: Data, words: Wording) -> Iterator[Fact]:
    yield Fact(label=words.author.by, text=names(page.get("authors", [])))
    yield Fact(label=words.author.co_signed_by, text=names(page.get("coSigners", [])))
    yield Fact(label=words.author.guests, text=names(page.get("organisations", [])))
    yield Fact(label=words.author.series, text=(page.get("series") or {}).get("name", ""))


def _place_in_debate(page: Data, words: Wording) -> Iterator[Fact]:
    said = words.debate
    if "debateStatus" in page:
        opened = said.opened.format(day=short_day(page["openedOn"], locale=words.locale))
        yield Fact(label=said.question, text=f"{said.states[page['debateStatus']]}, {opened}")
    if debate := page.get("debate"):
        yield Fact(label=said.to_debate, text=debate["title"], href=debate["url"])
    yield Fact(label=said.position, text=(page.get("position") or {}).get("title", ""))
    if answered := page.get("answers"):
        yield Fact(label=said.answers, text=answer_title(answered), href=answered["url"])


def _order_details(page: Data, words: Wording) -> Iterator[Fact]:
    yield Fact(label=words.publication.isbn, text=page.get("isbn", ""))
    yield Fact(label=words.publication.price, text=page.get("price", ""))
