from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.channels import richtext
from cms.channels.facts import page_facts, title_with_status
from cms.channels.particulars import corrections, particulars
from cms.channels.plan import own_words, words_were_cut
from cms.channels.wording import Wording
from cms.measure import LIMITS, fits, measure, shorten

Data = Mapping[str, Any]

LIMIT_NAME = "instagram.caption"
MAXIMUM_HASHTAGS = LIMITS["instagram.hashtags"].maximum


@dataclass(frozen=True, kw_only=True)
class Caption:
    """The words below the slides, and what there was no room for."""

    text: str
    notes: tuple[str, ...] = ()


def caption(page: Data, *, words: Wording) -> Caption:
    """Return the editors' own words, or who, what and when first: apps fold a caption after 125 characters or so."""
    own = own_words(page, words=words)
    if not own:
        return Caption(text=_generated(page, words))
    text = shorten(own, limit_name=LIMIT_NAME)
    return Caption(text=text, notes=() if text == own else (words_were_cut(),))


def _generated(page: Data, words: Wording) -> str:
    """Return as many parts as there is room for, with where to read on and the topics at the end."""
    read_on = f"{words.read_on}: {page['shortUrl']}"
    hashtags = " ".join(_hashtags(page))
    points = "\n".join(f"– {point}" for point in page.get("keyPoints", []))
    corrected = (f"{fact.label}: {fact.in_one_line}" for fact in corrections(page, words=words))
    parts = [_headline(page, words), *corrected, page["summary"], points]
    if not page["summary"] and not page.get("keyPoints"):
        parts += _first_paragraphs(page)
    taken: list[str] = []
    for part in filter(None, parts):
        if not fits("\n\n".join([*taken, part, read_on, hashtags]), limit_name=LIMIT_NAME):
            break
        taken.append(part)
    return "\n\n".join(filter(None, [*taken, read_on, hashtags]))


def _headline(page: Data, words: Wording) -> str:
    named, corrected = particulars(page, words=words), corrections(page, words=words)
    facts = (
        f"{fact.label}: {fact.in_one_line}" if fact in named else fact.in_one_line
        for fact in page_facts(page, words=words)
        if fact not in corrected
    )
    return "\n".join([title_with_status(page, words=words), *facts])


def _first_paragraphs(page: Data, *, room: int = 600) -> list[str]:
    texts: list[str] = []
    for block in page["body"]:
        if block["__typename"] != "ParagraphBlock":
            continue
        for paragraph in richtext.plain(richtext.parse(block["html"])).split("\n"):
            if measure("\n\n".join([*texts, paragraph]), unit=LIMITS[LIMIT_NAME].unit) > room and texts:
                return texts
            texts.append(paragraph)
    return texts


def _hashtags(page: Data) -> list[str]:
    """Capitalize each word, for screen readers, and keep letters and digits alone: anything else ends a hashtag."""
    tags = []
    for topic in page.get("topics", [])[:MAXIMUM_HASHTAGS]:
        parts = "".join(character if character.isalnum() else " " for character in topic["name"]).split()
        tags.append("#" + "".join(part[0].upper() + part[1:] for part in parts))
    return tags
