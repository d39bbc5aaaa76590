from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext

from cms.channels.instagram.renderer.body import body
from cms.channels.instagram.renderer.covers import opening
from cms.channels.instagram.renderer.passages import quotes_in, slides_of
from cms.channels.wording import Wording
from cms.measure import LIMITS
from cms.typesetting.content import Brand, ClosingSlide, Content, EventSlide, KeyPointsSlide
from cms.typesetting.flow import Block as Text
from cms.typesetting.pagination import paginate
from cms.typesetting.shapes import Shape
from cms.typesetting.slides import is_drawable
from cms.typesetting.words import Run

Data = Mapping[str, Any]

MAXIMUM_SLIDES = LIMITS["instagram.slides"].maximum
POINTS_PER_SLIDE = 4


@dataclass(frozen=True, kw_only=True)
class Carousel:
    """Slides before they are drawn, and what did not fit on them."""

    contents: tuple[Content, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What decides how much a slide holds."""

    brand: Brand
    language: str
    shape: Shape

    def holds(self, content: Content) -> bool:
        return is_drawable(content, brand=self.brand, language=self.language, shape=self.shape)


def laid_out(page: Data, *, site: Data, photo: bytes | None, words: Wording, brand: Brand, shape: Shape) -> Carousel:
    measures = Measures(brand=brand, language=page["locale"], shape=shape)
    first = opening(page, photo=photo, words=words, brand=brand, shape=shape)
    told = {words.when, words.where} if isinstance(first.slide, EventSlide) else set()
    room = MAXIMUM_SLIDES - 2
    passages = body(page, words=words, told=told)
    if page.get("keyPoints"):
        points = _key_point_slides(page["keyPoints"], heading=words.key_points, measures=measures)
        inner = (*points, *quotes_in(passages, brand=brand, language=page["locale"], shape=shape))
        is_cut = len(inner) > room
    else:
        inner, is_cut = slides_of(passages, room=room, brand=brand, language=page["locale"], shape=shape)
    note = gettext("Not everything fits on %(number)s slides; the last one says where to read on.")
    return Carousel(
        contents=(first.slide, *inner[:room], _closing_slide(page, site, words, measures)),
        notes=(*first.notes, *([note % {"number": MAXIMUM_SLIDES}] if is_cut else [])),
    )


def _key_point_slides(points: Sequence[str], *, heading: str, measures: Measures) -> tuple[Content, ...]:
    """Put as many points on a slide as it holds. A point that fills more than one is set as text."""
    groups: list[tuple[str, ...]] = []
    for point in points:
        grown = (*groups[-1], point) if groups else (point,)
        fits = len(grown) <= POINTS_PER_SLIDE and measures.holds(KeyPointsSlide(heading=heading, points=grown))
        groups = [*groups[:-1], grown] if groups and fits else [*groups, (point,)]
    slides: list[Content] = []
    numbered = 1
    for group in groups:
        slide = KeyPointsSlide(heading=heading, points=group, first=numbered)
        slides += [slide] if measures.holds(slide) else _as_text(group[0], heading, measures)
        numbered += len(group)
    return tuple(slides)


def _as_text(point: str, heading: str, measures: Measures) -> Sequence[Content]:
    texts = [Text(runs=(Run(text=point),), marker="•")]
    return paginate(texts, maximum=2, heading=heading, language=measures.language, shape=measures.shape).slides


def _closing_slide(page: Data, site: Data, words: Wording, measures: Measures) -> ClosingSlide:
    handles = [
        f"Instagram @{site['instagramHandle']}" if site["instagramHandle"] else "",
        f"Telegram @{site['telegramHandle']}" if site["telegramHandle"] else "",
    ]
    # Nobody can follow a link on a picture, but a short one can be typed.
    address = urlsplit(page["shortUrl"])
    shown = f"{address.netloc}{address.path}".rstrip("/")
    slide = ClosingSlide(call=words.read_on, url=shown, handles=tuple(filter(None, handles)))
    # A host so long that its addresses have no room stands alone.
    return slide if measures.holds(slide) else replace(slide, url=address.netloc)
