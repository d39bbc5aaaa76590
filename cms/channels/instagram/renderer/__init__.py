from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from cms.channels.blocks import RenderError
from cms.channels.drawing import drawn_once
from cms.channels.instagram.renderer.caption import caption
from cms.channels.instagram.renderer.carousel import Carousel, laid_out
from cms.channels.plan import slide_style
from cms.channels.wording import wording
from cms.transports.instagram import InstagramMessage, Slide
from cms.typesetting import content as designs
from cms.typesetting.fitting import Overflow
from cms.typesetting.logo import InvalidLogo
from cms.typesetting.palette import Style
from cms.typesetting.photos import InvalidPhoto
from cms.typesetting.shapes import PORTRAIT
from cms.typesetting.slides import number

# The tallest that Instagram takes in its feed, so that a post fills a phone (docs/channels.md).
SHAPE = PORTRAIT


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> InstagramMessage:
    """Draw the page as a title, its key points or its text, and a closing slide that says where to read on."""
    del now
    page, site = data["route"]["page"], data["site"]
    words = wording(page["locale"])
    said = caption(page, words=words)
    brand = designs.Brand(
        primary=site["brand"]["primaryColor"],
        ink=site["brand"]["inkColor"],
        paper=site["brand"]["paperColor"],
        name=site["organizationName"],
        logo=_picture(site["brand"]["logo"], assets),
    )
    photo = _picture(page["heroImage"], assets)
    carousel = laid_out(page, site=site, photo=photo, words=words, brand=brand, shape=SHAPE)
    drawn = _drawn(carousel, brand=brand, language=page["locale"], style=Style(slide_style(page)))
    return InstagramMessage(
        slides=tuple(Slide(jpeg=slide.jpeg, alt_text=slide.alt_text) for slide in drawn),
        caption=said.text,
        notes=(*carousel.notes, *_lost(drawn), *said.notes),
    )


def _drawn(carousel: Carousel, *, brand: designs.Brand, language: str, style: Style) -> list[designs.Slide]:
    try:
        return [
            drawn_once(content, brand=brand, language=language, style=style, shape=SHAPE)
            for content in number(carousel.contents)
        ]
    except (Overflow, InvalidLogo, InvalidPhoto) as error:
        message = gettext("A slide cannot be drawn: %(reason)s")
        raise RenderError(message % {"reason": error}) from error


def _lost(slides: list[designs.Slide]) -> list[str]:
    """Say which characters the slides had to leave out, if any."""
    dropped = sorted({character for slide in slides for character in slide.dropped})
    missing = gettext("The typeface has no %(characters)s, so the slides leave it out.")
    return [missing % {"characters": " ".join(dropped)}] if dropped else []


def _picture(image: Mapping[str, Any] | None, assets: Mapping[str, bytes]) -> bytes | None:
    """Return an image's bytes; nothing where there is none, or where its size has not been made yet."""
    rendition = (image or {}).get("asset")
    return assets[rendition["url"]] if rendition else None
