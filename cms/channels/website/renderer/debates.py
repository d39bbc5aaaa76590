from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from cms.channels import richtext
from cms.channels.dates import short_day
from cms.channels.facts import day
from cms.channels.particulars import answer_title, byline
from cms.channels.website.renderer.headlines import headline, unbroken
from cms.channels.website.renderer.images import hero
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording

Data = Mapping[str, Any]
Context = dict[str, Any]
View = tuple[str, Context]


def debate_index(page: Data, words: Wording, _now: datetime) -> View:
    return "website/debates.html", {
        "hero": hero(page["heroImage"], words),
        "debates": [_listed_debate(item, words) for item in page["debates"]],
    }


def debate(page: Data, words: Wording, _now: datetime) -> View:
    contributions = page["contributions"]
    return "website/debate.html", {
        "hero": hero(page["heroImage"], words),
        "state": words.debate.states[page["debateStatus"]],
        "opened": _opened(page, words),
        "positions": _positions(page, words),
        "settlements": [_settlement(item, words) for item in page["settlements"]],
        "thread": list(_thread(contributions, words)),
        "by_position": list(_by_position(page, words)),
        "by_date": [_contribution(item, words) for item in contributions],
    }


def contribution(page: Data, words: Wording, _now: datetime) -> View:
    return "website/contribution.html", {
        "hero": hero(page["heroImage"], words),
        "day": unbroken(day(page, words=words)),
        "answered": answer_title(page["answers"]) if page["answers"] else "",
        "answers": [_contribution(item, words) for item in page["answeredBy"]],
    }


def _listed_debate(item: Data, words: Wording) -> Context:
    return {
        "debate": item,
        "headline": headline(item["title"], words=words),
        "state": words.debate.states[item["debateStatus"]],
        "opened": _opened(item, words),
    }


def _opened(page: Data, words: Wording) -> str:
    opened_on = short_day(page["openedOn"], locale=words.locale)
    return unbroken(words.debate.opened.format(day=opened_on))


def _positions(page: Data, words: Wording) -> list[Context]:
    return [{**item, "headline": headline(item["title"], words=words)} for item in page["positions"]]


def _settlement(item: Data, words: Wording) -> Context:
    settled_on = short_day(item["date"], locale=words.locale)
    return {"date": item["date"], "day": unbroken(settled_on), "html": PROSE.html(richtext.parse(item["html"]))}


def _contribution(item: Data, words: Wording) -> Context:
    return {
        "contribution": item,
        "headline": headline(item["title"], words=words),
        "day": unbroken(day(item, words=words)),
        "byline": byline(item),
        "answered": answer_title(item["answers"]) if item["answers"] else "",
    }


def _thread(contributions: list[Data], words: Wording) -> Iterator[Context]:
    """Put each contribution below the one it answers. What answers nothing here, or only in circles, opens a thread."""
    known = {item["id"] for item in contributions}
    placed: set[str] = set()

    def put(item: Data) -> Context:
        placed.add(item["id"])
        answering = (other for other in contributions if other["answers"] and other["answers"]["id"] == item["id"])
        return {
            **_contribution(item, words),
            "replies": [put(other) for other in answering if other["id"] not in placed],
        }

    opening = [item for item in contributions if not item["answers"] or item["answers"]["id"] not in known]
    yield from [put(item) for item in opening]
    for item in contributions:
        if item["id"] not in placed:
            yield put(item)


def _by_position(page: Data, words: Wording) -> Iterator[Context]:
    """Group the contributions by the position they take, in the order of the debate; the others come last."""
    places = {item["id"]: item["title"] for item in page["positions"]}
    for key, title in (*places.items(), (None, words.debate.no_position)):
        taken = [item for item in page["contributions"] if (item["position"] or {}).get("id") == key]
        if taken:
            yield {"title": title, "contributions": [_contribution(item, words) for item in taken]}
