import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels.dates import format_short_day, local_time
from cms.channels.website.renderer.headlines import headline, unbroken
from cms.channels.wording import WORDINGS, Wording

Data = Mapping[str, Any]
Context = dict[str, Any]

PAGES = "pages"
# The kinds of pages as readers tell them apart; every type that is not named here is just a page.
GROUPS: dict[str, tuple[str, ...]] = {
    "statements": ("STATEMENT_PAGE",),
    "events": ("EVENT_PAGE",),
    "debates": ("DEBATE_PAGE", "CONTRIBUTION_PAGE"),
    "studies": ("STUDY_PROGRAMME_PAGE", "STUDY_MODULE_PAGE"),
    "publications": ("PUBLICATION_PAGE",),
    "newsletter": ("NEWSLETTER_ISSUE",),
    "groups": ("LOCAL_GROUP_PAGE",),
    PAGES: (
        *("STANDARD_PAGE", "HOME_PAGE", "CONTACT_PAGE", "STATEMENT_INDEX_PAGE", "EVENT_INDEX_PAGE"),
        *("DEBATE_INDEX_PAGE", "PUBLICATION_INDEX_PAGE", "NEWSLETTER_INDEX_PAGE", "LOCAL_GROUP_INDEX_PAGE"),
    ),
}
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader looks for: words, perhaps among one group of pages only, perhaps from a place on."""

    query: str = ""
    group: str = ""
    after: str = ""

    @property
    def types(self) -> tuple[str, ...] | None:
        return GROUPS.get(self.group)

    def address(self, path: str, **changed: str) -> str:
        """Return the address of a search like this one."""
        values = {"q": self.query, "type": self.group, "after": self.after} | changed
        sent = urlencode({name: value for name, value in values.items() if value})
        return f"{path}?{sent}" if sent else path


def search_page(data: Data, asked: Asked, words: Wording) -> Context:
    """Return what the template of the search shows of an answer."""
    said, found, path = words.search, data["search"], words.search.path
    first = Asked(query=asked.query, group=asked.group)
    title = f"{said.title}: {asked.query}" if asked.query else said.title
    place = found["pageInfo"]
    return {
        "query": asked.query,
        "document_title": f"{title} | {data['site']['shortName']}".removesuffix(" | "),
        "count": said.count(found["totalCount"], query=asked.query),
        "is_shortened": found["isShortened"],
        "results": [_result(edge, words) for edge in found["edges"]],
        "groups": _groups(found["facets"]["types"], first, words),
        "elsewhere": [] if asked.group else list(_elsewhere(found["facets"]["locales"], first, words)),
        "next": asked.address(path, after=place["endCursor"]) if place["hasNextPage"] else "",
        "beginning": first.address(path) if asked.after else "",
    }


def translations(asked: Asked, *, locale: str) -> list[dict[str, str]]:
    """Return where the same is looked for in other languages."""
    first = Asked(query=asked.query)
    return [
        {"locale": other, "path": first.address(words.search.path), "title": words.search.title}
        for other, words in WORDINGS.items()
        if other != locale
    ]


def _groups(facets: Sequence[Data], asked: Asked, words: Wording) -> list[Context]:
    """Return the groups in which something is found, and the one that was chosen, with how much there is in each."""
    counts = dict.fromkeys(GROUPS, 0)
    for facet in facets:
        counts[GROUP_OF.get(facet["type"], PAGES)] += facet["count"]
    shown = {group: count for group, count in counts.items() if count or group == asked.group}
    if not any(counts.values()):
        return []
    everything = {"": sum(counts.values())}
    names = {"": words.search.all_kinds} | words.search.groups
    return [
        {
            "name": names[group],
            "count": count,
            "path": asked.address(words.search.path, type=group),
            "is_chosen": group == asked.group,
        }
        for group, count in (everything | shown).items()
    ]


def _elsewhere(facets: Sequence[Data], asked: Asked, words: Wording) -> Iterator[Context]:
    """Return where else something is found: in other languages."""
    for facet in facets:
        if facet["locale"] != words.locale and facet["locale"] in WORDINGS:
            other = WORDINGS[facet["locale"]].search
            text = words.search.elsewhere[facet["count"] > 1].format(number=facet["count"])
            yield {"locale": facet["locale"], "path": asked.address(other.path), "text": text}


def _result(edge: Data, words: Wording) -> Context:
    page = edge["node"]
    marked = {each["field"]: _marked(each["parts"], words) for each in edge["highlights"]}
    texts = [marked.get("SUMMARY") or ("" if "BODY" in marked else page["summary"]), marked.get("BODY", "")]
    shown = _day(page)
    return {
        "path": page["path"],
        "title": marked.get("TITLE") or headline(page["title"], words=words),
        "texts": [text for text in texts if text],
        "kind": words.search.groups[GROUP_OF.get(WORD_BEGINS.sub("_", page["__typename"]).upper(), PAGES)],
        "date": shown.isoformat() if shown else "",
        "day": unbroken(format_short_day(shown, locale=words.locale)) if shown else "",
    }


def _marked(parts: Sequence[Data], words: Wording) -> SafeString:
    """Return a text in which what was looked for is marked."""
    said = ((headline(part["text"], words=words), part["isMatch"]) for part in parts)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if is_match else text,) for text, is_match in said)
    )


def _day(page: Data) -> date | None:
    if page.get("date"):
        return date.fromisoformat(page["date"])
    if page.get("start"):
        return local_time(datetime.fromisoformat(page["start"]), zone=page["timeZone"]).date()
    return None
