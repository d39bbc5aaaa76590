from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from cms.channels.facts import is_off, next_date, period, place_in_one_line, title_with_status
from cms.channels.particulars import corrections
from cms.channels.plan import own_words, with_address, words_were_cut
from cms.channels.wording import Wording, wording
from cms.measure import LIMITS, Unit, fits, measure, shorten

Data = Mapping[str, Any]

GAP = "\n\n"
# Less of a text than that says nothing.
WORTH_READING = 40
# So much of what was left out tells editors which it was.
NAMED = 60


@dataclass(frozen=True, kw_only=True)
class Room:
    """What fits into a post of a network; the address of the page follows where nothing else leads there."""

    # Every limit holds; the first is the one that people know.
    limits: tuple[str, ...]
    url: str = ""

    @property
    def unit(self) -> Unit:
        return LIMITS[self.limits[0]].unit

    def holds(self, parts: Sequence[str]) -> bool:
        whole = self.whole(parts)
        return all(fits(whole, limit_name=name) for name in self.limits)

    def whole(self, parts: Sequence[str]) -> str:
        return with_address(GAP.join(parts), url=self.url)

    def cut(self, part: str, *, after: Sequence[str] = ()) -> str:
        """Return the beginning of a part, as far as it fits after others and before the address."""
        for name in self.limits:
            unit = LIMITS[name].unit
            around = [*after, "", *([self.url] if self.url else [])]
            part = shorten(part, limit_name=name, reserved=measure(GAP.join(around), unit=unit))
        return part


@dataclass(frozen=True, kw_only=True)
class Short:
    """What a short post says of a page, and what there was no room for."""

    text: str
    notes: tuple[str, ...] = ()


def short(page: Data, *, room: Room) -> Short:
    """Return the editors' own words, or title, facts and summary, as many as there is room for."""
    words = wording(page["locale"])
    if own := own_words(page, words=words):
        return _own(own, room=room)
    taken: list[str] = []
    notes: list[str] = []
    for part in _parts(page, words):
        said = part if room.holds([*taken, part]) else room.cut(part, after=taken)
        is_worth_it = said == part or len(said) >= WORTH_READING
        taken += [said] if is_worth_it else []
        notes += [_note(part, is_cut=is_worth_it)] if said != part else []
    return Short(text=room.whole(taken), notes=tuple(notes))


def _own(text: str, *, room: Room) -> Short:
    if room.holds([text]):
        return Short(text=room.whole([text]))
    return Short(text=room.whole([room.cut(text)]), notes=(words_were_cut(),))


def _parts(page: Data, words: Wording) -> list[str]:
    """Return what there is to say, the most important first."""
    corrected = (f"{fact.label}: {fact.in_one_line}" for fact in corrections(page, words=words))
    parts = [title_with_status(page, words=words), *corrected, _event(page, words), page["summary"]]
    return [part for part in parts if part]


def _event(page: Data, words: Wording) -> str:
    """Return when and where an event is; where it was to be when it is off is nobody's way."""
    if "start" not in page:
        return ""
    where = "" if is_off(page) else place_in_one_line(page, words=words)
    following = next_date(page, words=words)
    lines = [
        page["statusNote"],
        period(page, words=words),
        f"{words.next_date}: {following}" if following else "",
        where,
    ]
    return "\n".join(line for line in lines if line)


def _note(part: str, *, is_cut: bool) -> str:
    start = " ".join(part.split())
    named = start if len(start) <= NAMED else f"{start[:NAMED].rstrip()}…"
    if is_cut:
        return gettext("There was no room for all of this, and it was cut: “%(words)s”") % {"words": named}
    return gettext("There was no room for this: “%(words)s”") % {"words": named}
