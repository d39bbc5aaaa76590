from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext

from cms.channels.facts import status, when
from cms.channels.instagram.renderer.body import body
from cms.channels.wording import Wording
from cms.measure import LIMITS
from cms.typesetting import content as designs
from cms.typesetting.flow import Block as Text
from cms.typesetting.pagination import paginate
from cms.typesetting.slides import is_drawable
from cms.typesetting.words import Run

Data = Mapping[str, Any]

MAXIMUM_SLIDES = LIMITS["instagram.slides"].maximum
POINTS_PER_SLIDE = 4


@dataclass(frozen=True, kw_only=True)
class Carousel:
    """Slides before they are drawn, and what did not fit on them."""

    contents: tuple[designs.Content, ...]
    notes: tuple[str, ...]


def laid_out(page: Data, *, site: Data, words: Wording) -> Carousel:
    opening, notes = _title_slide(page, words)
    room = MAXIMUM_SLIDES - 2
    inner: tuple[designs.Content, ...]
    if page.get("keyPoints"):
        inner = _key_point_slides(page["keyPoints"], heading=words.key_points, language=page["locale"])
        is_cut = len(inner) > room
    else:
        pages = paginate(list(chain(*body(page, words=words))), maximum=room, language=page["locale"])
        inner, is_cut = pages.slides, bool(pages.remainder)
    if is_cut:
        note = gettext("Not everything fits on %(number)s slides; the last one says where to read on.")
        notes = (*notes, note % {"number": MAXIMUM_SLIDES})
    return Carousel(contents=(opening, *inner[:room], _closing_slide(page, site, words)), notes=notes)


def _title_slide(page: Data, words: Wording) -> tuple[designs.TitleSlide, tuple[str, ...]]:
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


def _kicker(page: Data, words: Wording) -> str:
    moment = when(page, words=words)
    return f"{status(page, words=words) or words.kinds[page['kind']]}: {moment}" if "start" in page else moment


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


def _closing_slide(page: Data, site: Data, words: Wording) -> designs.ClosingSlide:
    handles = [
        f"Instagram @{site['instagramHandle']}" if site["instagramHandle"] else "",
        f"Telegram @{site['telegramHandle']}" if site["telegramHandle"] else "",
    ]
    address = urlsplit(page["url"])
    shown = f"{address.netloc}{address.path}".rstrip("/")
    slide = designs.ClosingSlide(call=words.read_on, url=shown, handles=tuple(filter(None, handles)))
    # An address too long for a slide is too long to be typed, too; the home page leads on.
    return slide if is_drawable(slide) else replace(slide, url=address.netloc)
