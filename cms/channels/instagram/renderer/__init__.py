from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.channels.instagram.renderer.caption import caption
from cms.channels.instagram.renderer.drawn import drawn
from cms.channels.plan import slide_shape
from cms.channels.wording import wording
from cms.transports.instagram import InstagramMessage, Slide
from cms.typesetting.shapes import SHAPES, STORY


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> InstagramMessage:
    """Draw the page as a title, its key points or its text, and a closing slide that says where to read on."""
    del now
    page = data["route"]["page"]
    said = caption(page, words=wording(page["locale"]))
    carousel = drawn(data, assets=assets, shape=SHAPES[slide_shape(page)])
    return InstagramMessage(slides=carousel.slides, caption=said.text, notes=(*carousel.notes, *said.notes))


def story(data: Mapping[str, Any], *, assets: Mapping[str, bytes]) -> tuple[Slide, ...]:
    """Draw the page as high as a phone, for stories that people post by hand: programs can put no link on one."""
    return drawn(data, assets=assets, shape=STORY).slides
