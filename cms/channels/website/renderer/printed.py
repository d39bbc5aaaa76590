from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.channels.facts import day
from cms.channels.files import file_label
from cms.channels.particulars import byline
from cms.channels.website.renderer.headlines import headline, unbroken
from cms.channels.website.renderer.images import hero
from cms.channels.wording import Wording

Data = Mapping[str, Any]
Context = dict[str, Any]
View = tuple[str, Context]


def publication_index(page: Data, words: Wording, _now: datetime) -> View:
    return "website/publications.html", {
        "hero": hero(page["heroImage"], words),
        "publications": [_publication_facts(item, words) for item in page["publications"]],
    }


def publication(page: Data, words: Wording, _now: datetime) -> View:
    return "website/publication.html", {"hero": hero(page["heroImage"], words), **_publication_facts(page, words)}


def files(page: Data, words: Wording) -> list[dict[str, str]]:
    """Return where the files of a page are and what a reader should know before fetching one."""
    return [{"url": item["url"], "label": file_label(item, words=words)} for item in page["files"]]


def _publication_facts(item: Data, words: Wording) -> Context:
    return {
        "publication": item,
        "headline": headline(item["title"], words=words),
        "kind": words.publication.kinds[item["publicationKind"]],
        "day": unbroken(day(item, words=words)),
        "byline": byline(item),
        "files": files(item, words),
    }
