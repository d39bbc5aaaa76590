from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from cms.typesetting.canvas import BlindCanvas
from cms.typesetting.content import (
    Brand,
    ClosingSlide,
    Content,
    KeyPointsSlide,
    Slide,
    TextSlide,
    TitleSlide,
)
from cms.typesetting.designs import draw_closing, draw_key_points, draw_text, draw_title
from cms.typesetting.fitting import Overflow
from cms.typesetting.palette import GROUNDS, Style
from cms.typesetting.sheet import Sheet, blank

__all__ = [
    "Brand",
    "ClosingSlide",
    "Content",
    "KeyPointsSlide",
    "Slide",
    "Style",
    "TextSlide",
    "TitleSlide",
    "draw",
    "is_drawable",
    "number",
]

ALT_TEXT_LIMIT = 1000
# About 150 kB each.
SLIDES_KEPT = 60

# Each kind of content with its design, which takes the content's own type.
DESIGNS: dict[type, Callable[..., Any]] = {
    TitleSlide: draw_title,
    TextSlide: draw_text,
    KeyPointsSlide: draw_key_points,
    ClosingSlide: draw_closing,
}
COVERS = (TitleSlide, ClosingSlide)


# Previews and the message draw the same slides again and again while an editor changes one of them.
@lru_cache(maxsize=SLIDES_KEPT)
def draw(content: Content, *, brand: Brand, language: str = "de", style: Style = Style.BRAND) -> Slide:
    """Draw a slide; raise Overflow if a text is too long for its place."""
    cover, page = GROUNDS[style]
    ground = cover if isinstance(content, COVERS) else page
    sheet = blank(ground(brand), language=language)
    DESIGNS[type(content)](content, sheet=sheet, brand=brand)
    return Slide(
        jpeg=sheet.canvas.to_jpeg(),
        alt_text=alt_text(sheet.read),
        contrast=sheet.palette.contrast,
        dropped=tuple(dict.fromkeys(sheet.dropped)),
    )


def is_drawable(content: Content, *, language: str = "de") -> bool:
    """Return whether every text of a slide finds room, without drawing it."""
    colors = Brand(primary="#000000", ink="#000000", paper="#ffffff", name="")
    sheet = Sheet(canvas=BlindCanvas(), palette=GROUNDS[Style.PAPER][0](colors), language=language)
    try:
        DESIGNS[type(content)](content, sheet=sheet, brand=colors)
    except Overflow:
        return False
    return True


def number(contents: Sequence[Content]) -> tuple[Content, ...]:
    """Give each slide its position and the total."""
    total = len(contents)
    return tuple(replace(content, position=index + 1, total=total) for index, content in enumerate(contents))


def alt_text(parts: list[str], *, limit: int = ALT_TEXT_LIMIT) -> str:
    """Join the texts of a slide, one a line, cut at a word."""
    lines = (" ".join(part.replace("\u00ad", "").split(" ")) for part in parts)
    text = "\n".join(line.strip() for line in lines if line.strip())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rpartition(" ")[0].rstrip(" ,;:–") + "…"
