from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext

from cms.channels import richtext
from cms.channels.additions import whole_body
from cms.channels.blocks import Block, RenderError, render_blocks
from cms.channels.facts import (
    corrections,
    day,
    image_in_words,
    named_facts,
    page_facts,
    period,
    status,
    title_with_status,
)
from cms.channels.plainer import plainer
from cms.channels.plan import own_words, slide_style
from cms.channels.wording import Wording, wording
from cms.measure import LIMITS, fits, measure, shorten
from cms.transports.instagram import InstagramMessage, Slide
from cms.typesetting import content as designs
from cms.typesetting.fitting import Overflow
from cms.typesetting.flow import Block as Text
from cms.typesetting.fonts import Face
from cms.typesetting.pagination import paginate
from cms.typesetting.sheet import InvalidLogo
from cms.typesetting.slides import Style, draw, is_drawable, number
from cms.typesetting.words import Run

MAXIMUM_SLIDES = LIMITS["instagram.slides"].maximum
MAXIMUM_HASHTAGS = LIMITS["instagram.hashtags"].maximum
POINTS_PER_SLIDE = 4
FACES = {
    (False, False): Face.SANS,
    (False, True): Face.SANS_ITALIC,
    (True, False): Face.SANS_BOLD,
    (True, True): Face.SANS_BOLD,
}


@dataclass(frozen=True, kw_only=True)
class Carousel:
    """Slides before they are drawn, and what did not fit on them."""

    contents: tuple[designs.Content, ...]
    notes: tuple[str, ...]


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> InstagramMessage:
    """Draw the page as a title, its key points or its text, and a closing slide that says where to read on."""
    del now
    page, site = data["route"]["page"], data["site"]
    words = wording(page["locale"])
    carousel = _carousel(page, site, words)
    brand = designs.Brand(
        primary=site["brand"]["primaryColor"],
        ink=site["brand"]["inkColor"],
        paper=site["brand"]["paperColor"],
        name=site["organizationName"],
        logo=_logo(site, assets),
    )
    drawn = _drawn(carousel, brand=brand, language=page["locale"], style=Style(slide_style(page)))
    dropped = sorted({character for slide in drawn for character in slide.dropped})
    missing = gettext("The typeface has no %(characters)s, so the slides leave it out.")
    lost = [missing % {"characters": " ".join(dropped)}] if dropped else []
    return InstagramMessage(
        slides=tuple(Slide(jpeg=slide.jpeg, alt_text=slide.alt_text) for slide in drawn),
        caption=_caption(page, words),
        notes=(*carousel.notes, *lost),
    )


def _drawn(carousel: Carousel, *, brand: designs.Brand, language: str, style: Style) -> list[designs.Slide]:
    try:
        return [draw(content, brand=brand, language=language, style=style) for content in number(carousel.contents)]
    except (Overflow, InvalidLogo) as error:
        message = gettext("A slide cannot be drawn: %(reason)s")
        raise RenderError(message % {"reason": error}) from error


def _logo(site: Mapping[str, Any], assets: Mapping[str, bytes]) -> bytes | None:
    rendition = (site["brand"]["logo"] or {}).get("asset")
    return assets[rendition["url"]] if rendition else None


def _carousel(page: Mapping[str, Any], site: Mapping[str, Any], words: Wording) -> Carousel:
    opening, notes = _title_slide(page, words)
    room = MAXIMUM_SLIDES - 2
    inner: tuple[designs.Content, ...]
    if page.get("keyPoints"):
        inner = _key_point_slides(page["keyPoints"], heading=words.key_points, language=page["locale"])
        is_cut = len(inner) > room
    else:
        pages = paginate(list(chain(*_body_texts(page, words))), maximum=room, language=page["locale"])
        inner, is_cut = pages.slides, bool(pages.remainder)
    if is_cut:
        note = gettext("Not everything fits on %(number)s slides; the last one says where to read on.")
        notes = (*notes, note % {"number": MAXIMUM_SLIDES})
    return Carousel(contents=(opening, *inner[:room], _closing_slide(page, site, words)), notes=notes)


def _title_slide(page: Mapping[str, Any], words: Wording) -> tuple[designs.TitleSlide, tuple[str, ...]]:
    """Take as much of title and summary as the slide holds, and tell what it does not hold."""
    whole = designs.TitleSlide(title=page["title"], kicker=_kicker(page, words), summary=page["summary"])
    if is_drawable(whole):
        return whole, ()
    slide = replace(whole, summary="")
    notes = [gettext("The summary is too long for the title slide and stands in the caption alone.")]
    if not is_drawable(slide):
        slide = _with_shorter_title(slide)
        note = gettext("The title is too long for a slide and was shortened to '%(title)s'.")
        notes.append(note % {"title": slide.title})
    return slide, tuple(notes)


def _with_shorter_title(slide: designs.TitleSlide) -> designs.TitleSlide:
    """Leave out words from the end, and letters where a single word is too long."""
    words = slide.title.split()
    beginnings = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    letters = [words[0][:count] for count in range(len(words[0]) - 1, 0, -1)]
    shorter = (replace(slide, title=f"{beginning} …") for beginning in [*beginnings, *letters])
    return next(candidate for candidate in shorter if is_drawable(candidate))


def _kicker(page: Mapping[str, Any], words: Wording) -> str:
    if "start" in page:
        return f"{status(page, words=words) or words.kinds[page['kind']]}: {period(page, words=words)}"
    return day(page, words=words) if "date" in page else ""


def _key_point_slides(points: Sequence[str], *, heading: str, language: str) -> tuple[designs.Content, ...]:
    """Put as many points on a slide as it holds. A point that fills more than one is set as text."""
    groups: list[tuple[str, ...]] = []
    for point in points:
        grown = (*groups[-1], point) if groups else (point,)
        fits = len(grown) <= POINTS_PER_SLIDE and is_drawable(designs.KeyPointsSlide(heading=heading, points=grown))
        groups = [*groups[:-1], grown] if groups and fits else [*groups, (point,)]
    slides: list[designs.Content] = []
    for group in groups:
        slide = designs.KeyPointsSlide(heading=heading, points=group)
        texts = [Text(runs=(Run(text=group[0]),), marker="•")]
        slides += (
            [slide] if is_drawable(slide) else paginate(texts, maximum=2, heading=heading, language=language).slides
        )
    return tuple(slides)


def _closing_slide(page: Mapping[str, Any], site: Mapping[str, Any], words: Wording) -> designs.ClosingSlide:
    handles = [
        f"Instagram @{site['instagramHandle']}" if site["instagramHandle"] else "",
        f"Telegram @{site['telegramHandle']}" if site["telegramHandle"] else "",
    ]
    address = urlsplit(page["url"])
    shown = f"{address.netloc}{address.path}".rstrip("/")
    slide = designs.ClosingSlide(call=words.read_on, url=shown, handles=tuple(filter(None, handles)))
    # An address too long for a slide is too long to be typed, too; the home page leads on.
    return slide if is_drawable(slide) else replace(slide, url=address.netloc)


def _body_texts(page: Mapping[str, Any], words: Wording) -> list[list[Text]]:
    renderers = {
        "HeadingBlock": lambda block: [Text(runs=(Run(text=block["headingText"]),), heading=True)],
        "ParagraphBlock": lambda block: [text for node in richtext.parse(block["html"]) for text in _node(node)],
        "QuoteBlock": lambda block: _quote(block, words),
        "KeyPointsBlock": _key_points,
        "ImageBlock": lambda block: _image(block, words),
        "CallToActionBlock": lambda block: [Text(runs=(Run(text=block["actionText"], face=Face.SANS_BOLD),))],
    }
    body = plainer(whole_body(page, words=words), words=words)
    return [_facts(page, words), *render_blocks(body, renderers=renderers, channel="instagram")]


def _facts(page: Mapping[str, Any], words: Wording) -> list[Text]:
    facts = page_facts(page, words=words)
    return [Text(runs=(Run(text=f"{fact.label}: ", face=Face.SANS_BOLD), Run(text=fact.in_one_line))) for fact in facts]


def _quote(block: Block, words: Wording) -> list[Text]:
    opening, closing = words.quotation_marks
    quoted = Text(runs=(Run(text=f"{opening}{block['quotation']}{closing}", face=Face.SANS_ITALIC),))
    return [quoted, Text(runs=(Run(text=f"— {block['source']}"),))] if block["source"] else [quoted]


def _key_points(block: Block) -> list[Text]:
    heading = [Text(runs=(Run(text=block["pointsHeading"]),), heading=True)] if block["pointsHeading"] else []
    return [*heading, *(Text(runs=(Run(text=point),), marker="•") for point in block["points"])]


def _image(block: Block, words: Wording) -> list[Text]:
    text = image_in_words(block, words=words)
    return [Text(runs=(Run(text=text, face=Face.SANS_ITALIC),))] if text else []


def _node(node: richtext.Node) -> Iterable[Text]:
    if isinstance(node, richtext.Paragraph):
        yield Text(runs=_runs(node.runs))
        return
    for position, item in enumerate(node.items, start=1):
        marker = f"{position}." if node.ordered else "•"
        for paragraph in richtext.paragraphs(item.nodes):
            yield Text(runs=_runs(paragraph.runs), marker=marker)


def _runs(runs: Sequence[richtext.Run]) -> tuple[Run, ...]:
    return tuple(Run(text=run.text.replace("\n", " "), face=FACES[run.bold, run.italic]) for run in runs)


def _caption(page: Mapping[str, Any], words: Wording) -> str:
    """Return the editors' own words, or who, what and when first: apps fold a caption after 125 characters or so."""
    if own := own_words(page, words=words):
        return shorten(own, "instagram.caption")
    read_on = f"{words.read_on}: {page['url']}"
    hashtags = " ".join(_hashtags(page))
    points = "\n".join(f"– {point}" for point in page.get("keyPoints", []))
    corrected = (f"{fact.label}: {fact.in_one_line}" for fact in corrections(page, words=words))
    parts = [_headline(page, words), *corrected, page["summary"], points]
    if not page["summary"] and not page.get("keyPoints"):
        parts += _first_paragraphs(page)
    taken: list[str] = []
    for part in filter(None, parts):
        if not fits("\n\n".join([*taken, part, read_on, hashtags]), "instagram.caption"):
            break
        taken.append(part)
    return "\n\n".join(filter(None, [*taken, read_on, hashtags]))


def _headline(page: Mapping[str, Any], words: Wording) -> str:
    named, corrected = named_facts(page, words=words), corrections(page, words=words)
    facts = (
        f"{fact.label}: {fact.in_one_line}" if fact in named else fact.in_one_line
        for fact in page_facts(page, words=words)
        if fact not in corrected
    )
    return "\n".join([title_with_status(page, words=words), *facts])


def _first_paragraphs(page: Mapping[str, Any], *, room: int = 600) -> list[str]:
    texts: list[str] = []
    for block in page["body"]:
        if block["__typename"] != "ParagraphBlock":
            continue
        for paragraph in richtext.plain(richtext.parse(block["html"])).split("\n"):
            if measure("\n\n".join([*texts, paragraph]), LIMITS["instagram.caption"].unit) > room and texts:
                return texts
            texts.append(paragraph)
    return texts


def _hashtags(page: Mapping[str, Any]) -> list[str]:
    """Capitalise each word, for screen readers, and keep letters and digits alone: anything else ends a hashtag."""
    tags = []
    for topic in page.get("topics", [])[:MAXIMUM_HASHTAGS]:
        parts = "".join(character if character.isalnum() else " " for character in topic["name"]).split()
        tags.append("#" + "".join(part[0].upper() + part[1:] for part in parts))
    return tags
