from collections.abc import Callable, Mapping
from typing import Any

from cms.typesetting.content import (
    ClosingSlide,
    EventSlide,
    KeyPointsSlide,
    PhotoSlide,
    QuoteSlide,
    TextSlide,
    TitleSlide,
)
from cms.typesetting.designs.covers import draw_closing, draw_title
from cms.typesetting.designs.event import draw_event
from cms.typesetting.designs.pages import draw_key_points, draw_text
from cms.typesetting.designs.photo import draw_photo
from cms.typesetting.designs.quote import draw_quote

# Each kind of content with its design, which takes the content's own type.
DESIGNS: Mapping[type, Callable[..., Any]] = {
    TitleSlide: draw_title,
    PhotoSlide: draw_photo,
    EventSlide: draw_event,
    TextSlide: draw_text,
    KeyPointsSlide: draw_key_points,
    QuoteSlide: draw_quote,
    ClosingSlide: draw_closing,
}
