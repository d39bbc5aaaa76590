from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from cms.channels.blocks import RenderError
from cms.channels.instagram.renderer.caption import caption
from cms.channels.instagram.renderer.carousel import Carousel, laid_out
from cms.channels.plan import slide_style
from cms.channels.wording import wording
from cms.transports.instagram import InstagramMessage, Slide
from cms.typesetting import content as designs
from cms.typesetting.fitting import Overflow
from cms.typesetting.sheet import InvalidLogo
from cms.typesetting.slides import Style, draw, number


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> InstagramMessage:
    """Draw the page as a title, its key points or its text, and a closing slide that says where to read on."""
    del now
    page, site = data["route"]["page"], data["site"]
    words = wording(page["locale"])
    carousel, said = laid_out(page, site=site, words=words), caption(page, words=words)
    brand = designs.Brand(
        primary=site["brand"]["primaryColor"],
        ink=site["brand"]["inkColor"],
        paper=site["brand"]["paperColor"],
        name=site["organizationName"],
        logo=_logo(site, assets),
    )
    drawn = _drawn(carousel, brand=brand, language=page["locale"], style=Style(slide_style(page)))
    return InstagramMessage(
        slides=tuple(Slide(jpeg=slide.jpeg, alt_text=slide.alt_text) for slide in drawn),
        caption=said.text,
        notes=(*carousel.notes, *_lost(drawn), *said.notes),
    )


def _drawn(carousel: Carousel, *, brand: designs.Brand, language: str, style: Style) -> list[designs.Slide]:
    try:
        return [draw(content, brand=brand, language=language, style=style) for content in number(carousel.contents)]
    except (Overflow, InvalidLogo) as error:
        message = gettext("A slide cannot be drawn: %(reason)s")
        raise RenderError(message % {"reason": error}) from error


def _lost(slides: list[designs.Slide]) -> list[str]:
    """Say which characters the slides had to leave out, if any."""
    dropped = sorted({character for slide in slides for character in slide.dropped})
    missing = gettext("The typeface has no %(characters)s, so the slides leave it out.")
    return [missing % {"characters": " ".join(dropped)}] if dropped else []


def _logo(site: Mapping[str, Any], assets: Mapping[str, bytes]) -> bytes | None:
    rendition = (site["brand"]["logo"] or {}).get("asset")
    return assets[rendition["url"]] if rendition else None
