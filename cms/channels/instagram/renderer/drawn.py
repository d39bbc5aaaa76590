from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from cms.channels.blocks import RenderError
from cms.channels.drawing import drawn_once
from cms.channels.instagram.renderer.carousel import laid_out
from cms.channels.plan import alt_text_was_cut, slide_style
from cms.channels.wording import wording
from cms.measure import fits, shorten
from cms.transports.instagram import Slide
from cms.typesetting import content as designs
from cms.typesetting.fitting import Overflow
from cms.typesetting.logo import InvalidLogo
from cms.typesetting.palette import Style
from cms.typesetting.photos import InvalidPhoto
from cms.typesetting.shapes import PORTRAIT, SQUARE, STORY, Shape
from cms.typesetting.slides import number

Data = Mapping[str, Any]

ALT_TEXT = "instagram.alt_text"
# The names under which the document asks for the page's image as it is cut for a shape.
CUT = {PORTRAIT: "heroImage", SQUARE: "squareImage", STORY: "storyImage"}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The slides of a page, and what they could not carry as it was."""

    slides: tuple[Slide, ...]
    notes: tuple[str, ...]


def drawn(data: Data, *, assets: Mapping[str, bytes], shape: Shape) -> Drawn:
    """Draw the slides of a page in a shape. Raises RenderError."""
    page, site = data["route"]["page"], data["site"]
    brand = _brand(site, assets)
    photo = _picture(page[CUT[shape]], assets)
    carousel = laid_out(page, site=site, photo=photo, words=wording(page["locale"]), brand=brand, shape=shape)
    try:
        found = [
            drawn_once(content, brand=brand, language=page["locale"], style=Style(slide_style(page)), shape=shape)
            for content in number(carousel.contents)
        ]
    except (Overflow, InvalidLogo, InvalidPhoto) as error:
        message = gettext("A slide cannot be drawn: %(reason)s")
        raise RenderError(message % {"reason": error}) from error
    return Drawn(
        slides=tuple(Slide(jpeg=each.jpeg, alt_text=shorten(each.alt_text, limit_name=ALT_TEXT)) for each in found),
        notes=(*carousel.notes, *_lost(found)),
    )


def _brand(site: Data, assets: Mapping[str, bytes]) -> designs.Brand:
    return designs.Brand(
        primary=site["brand"]["primaryColor"],
        ink=site["brand"]["inkColor"],
        paper=site["brand"]["paperColor"],
        name=site["organisationName"],
        logo=_picture(site["brand"]["logo"], assets),
    )


def _lost(slides: Sequence[designs.Slide]) -> Iterator[str]:
    """Say which characters the slides had to leave out, and whose alt texts are cut."""
    if dropped := sorted({character for slide in slides for character in slide.dropped}):
        missing = gettext("The typeface has no %(characters)s, so the slides leave it out.")
        yield missing % {"characters": " ".join(dropped)}
    long = [place for place, slide in enumerate(slides, start=1) if not fits(slide.alt_text, limit_name=ALT_TEXT)]
    if long:
        yield alt_text_was_cut(limit_name=ALT_TEXT, slides=long)


def _picture(image: Data | None, assets: Mapping[str, bytes]) -> bytes | None:
    """Return an image's bytes; nothing where there is none, or where its size has not been made yet."""
    rendition = (image or {}).get("asset")
    return assets[rendition["url"]] if rendition else None
