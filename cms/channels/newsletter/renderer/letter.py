from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import category

from cms.channels import facts, kickers
from cms.channels.additions import whole_body
from cms.channels.blocks import Block
from cms.channels.fact import Fact
from cms.channels.issues import Section, first_entries, issue_sections
from cms.channels.links import profiles, reachable
from cms.channels.plainer import plainer
from cms.channels.plan import written
from cms.channels.wording import Wording, wording

Data = Mapping[str, Any]

SEPARATOR = " · "


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a mail says around the body: the same in HTML and in plain text."""

    page: Data
    site: Data
    left_out: int = 0
    """How many entries of an issue the mail has no room for, from the last one on."""

    @property
    def locale(self) -> str:
        return str(self.page["locale"])

    @property
    def words(self) -> Wording:
        return wording(self.locale)

    @property
    def status(self) -> str:
        return facts.status(self.page, words=self.words)

    @property
    def subject(self) -> str:
        return one_line(self.page.get("subject") or facts.title_with_status(self.page, words=self.words))

    @property
    def preheader(self) -> str:
        offered = (self.page.get("preheader"), self.teaser, *self.key_points, *(fact.text for fact in self.facts))
        return next((one_line(text) for text in offered if text), "")

    @property
    def teaser(self) -> str:
        """Return what opens the mail: the editors' own words for it, or the summary."""
        return written(self.page) or str(self.page["summary"])

    @property
    def key_points(self) -> list[str]:
        return list(self.page.get("keyPoints", []))

    @property
    def body(self) -> list[Block]:
        return list(plainer(whole_body(self.page, words=self.words), words=self.words, own={"TableBlock"}))

    @property
    def all_sections(self) -> list[Section]:
        return issue_sections(self.page, words=self.words)

    @property
    def number_of_entries(self) -> int:
        """How many pages the issue leads to, whether there is room for them or not."""
        return sum(len(section.entries) for section in self.all_sections)

    @property
    def sections(self) -> list[Section]:
        """Return the sections of an issue as far as there is room for them."""
        return first_entries(self.all_sections, count=self.number_of_entries - self.left_out)

    @property
    def kicker(self) -> str:
        return SEPARATOR.join(kickers.kicker(self.page, words=self.words))

    @property
    def facts(self) -> list[Fact]:
        return facts.page_facts(self.page, words=self.words)

    @property
    def on_the_website(self) -> Fact:
        return Fact(label=self.words.read_on_website, text=self.page["url"], href=self.page["url"])

    @property
    def addresses(self) -> list[Fact]:
        return list(_addresses(self.site, self.words))

    @property
    def imprint(self) -> list[str]:
        return facts.imprint(self.site, words=self.words)

    def address(self, href: str | None) -> str | None:
        return reachable(href, base_url=self.page["url"])

    def credit(self, image: Data) -> str:
        return facts.credit(image, words=self.words)


def one_line(text: str) -> str:
    """Return the text without line breaks and control characters: a header must not end early."""
    return "".join(sign for sign in " ".join(text.split()) if category(sign) != "Cc")


def _addresses(site: Data, words: Wording) -> Iterator[Fact]:
    places = {words.website: site["url"], **profiles(site)}
    yield from (Fact(label=name, text=address, href=address) for name, address in places.items())
    if email := site["email"]:
        yield Fact(label=words.contact, text=email, href=f"mailto:{email}")
