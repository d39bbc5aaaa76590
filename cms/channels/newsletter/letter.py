from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from unicodedata import category
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from cms.channels.blocks import RenderError
from cms.channels.dates import format_period, format_short_day
from cms.channels.links import absolute
from cms.channels.wording import Wording, wording

Data = Mapping[str, Any]

SCHEMES = {"http", "https", "mailto", "tel"}
SEPARATOR = " · "
ON_THE_WEBSITE = {"de": "Auf der Website lesen", "en": "Read on the website"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A named fact or address; the words after the name may lead somewhere."""

    label: str
    text: str
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a mail says around the body: the same in HTML and in plain text."""

    page: Data
    site: Data

    @property
    def locale(self) -> str:
        return str(self.page["locale"])

    @property
    def words(self) -> Wording:
        return wording(self.locale)

    @property
    def status(self) -> str:
        return self.words.statuses[self.page["status"]] if "status" in self.page else ""

    @property
    def is_off(self) -> bool:
        return self.page.get("status") in {"CANCELLED", "POSTPONED"}

    @property
    def subject(self) -> str:
        """Return the title in one line. What has changed about an event stands first, where inboxes cannot cut it."""
        title = one_line(self.page["title"])
        return f"{self.status}: {title}" if self.status else title

    @property
    def preheader(self) -> str:
        offered = (self.page["summary"], *self.key_points, *(line.text for line in self.facts))
        return next((one_line(text) for text in offered if text), "")

    @property
    def key_points(self) -> list[str]:
        return list(self.page.get("keyPoints", []))

    @property
    def kicker(self) -> str:
        return SEPARATOR.join(self._opening[0])

    @property
    def facts(self) -> list[Line]:
        return self._opening[1]

    @property
    def on_the_website(self) -> Line:
        return Line(label=ON_THE_WEBSITE[self.locale], text=self.page["url"], href=self.page["url"])

    @property
    def addresses(self) -> list[Line]:
        return list(_addresses(self.site, self.words))

    @cached_property
    def _opening(self) -> tuple[list[str], list[Line]]:
        name = self.page["__typename"]
        if name not in OPENINGS:
            message = f"The channel newsletter cannot say a {name}. Add it to OPENINGS in letter.py."
            raise RenderError(message)
        return OPENINGS[name](self.page, self.words)

    def address(self, href: str | None) -> str | None:
        """Return the absolute address of a link, or None when it is none that a reader should follow."""
        try:
            target = absolute((href or "").strip(), base_url=self.page["url"])
            is_safe = bool(href) and urlsplit(target).scheme in SCHEMES
        except ValueError:
            return None
        return "".join(quote(sign) if sign.isspace() else sign for sign in target) if is_safe else None

    def credit(self, image: Data) -> str:
        named = ", ".join(part for part in (image.get("credit"), image.get("license")) if part)
        return f"{self.words.image_credit} {named}" if named else ""


def one_line(text: str) -> str:
    """Return the text without line breaks and control characters: a header must not end early."""
    return "".join(sign for sign in " ".join(text.split()) if category(sign) != "Cc")


def _plain(_page: Data, _words: Wording) -> tuple[list[str], list[Line]]:
    return [], []


def _statement(page: Data, _words: Wording) -> tuple[list[str], list[Line]]:
    day = format_short_day(date.fromisoformat(page["date"]), locale=page["locale"])
    return [day, *(topic["name"] for topic in page["topics"])], []


def _event(page: Data, words: Wording) -> tuple[list[str], list[Line]]:
    # The offset of the start may differ from that of the end: clocks change at night.
    zone = ZoneInfo(page["timeZone"])
    start, end = (datetime.fromisoformat(page[name]).astimezone(zone) for name in ("start", "end"))
    # What moved online must not send anybody to the old place.
    place = [] if page["status"] == "MOVED_ONLINE" else [page["venue"], page["address"]]
    lines = (
        Line(label=words.when, text=format_period(start, end, locale=page["locale"])),
        Line(label=words.where, text=", ".join(part for part in place if part)),
        Line(label=words.online, text=page["onlineUrl"], href=page["onlineUrl"]),
    )
    kind = words.kinds[page["kind"]]
    return [kind] if kind != page["title"] else [], [line for line in lines if line.text]


# What stands above the title of a page of a type, and the facts below it.
OPENINGS: dict[str, Callable[[Data, Wording], tuple[list[str], list[Line]]]] = {
    "StandardPage": _plain,
    "HomePage": _plain,
    "StatementIndexPage": _plain,
    "EventIndexPage": _plain,
    "StatementPage": _statement,
    "EventPage": _event,
}


def _addresses(site: Data, words: Wording) -> Iterator[Line]:
    website = site["url"]
    yield Line(label=words.website, text=website, href=website)
    if telegram := site["telegramHandle"]:
        yield Line(label="Telegram", text=f"https://t.me/{telegram}", href=f"https://t.me/{telegram}")
    if instagram := site["instagramHandle"]:
        profile = f"https://www.instagram.com/{instagram}/"
        yield Line(label="Instagram", text=profile, href=profile)
    if email := site["email"]:
        yield Line(label=words.contact, text=email, href=f"mailto:{email}")
