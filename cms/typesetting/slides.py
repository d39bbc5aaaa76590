from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from cms.typesetting import palette
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
from cms.typesetting.palette import Palette
from cms.typesetting.sheet import blank

__all__ = [
    "Brand",
    "ClosingSlide",
    "Content",
    "KeyPointsSlide",
    "Slide",
    "TextSlide",
    "TitleSlide",
    "draw",
    "number",
]

ALT_TEXT_LIMIT = 1000

# Each kind of content with its ground and its design, which take the content's own type.
DESIGNS: dict[type, tuple[Callable[[Brand], Palette], Callable[..., Any]]] = {
    TitleSlide: (palette.cover, draw_title),
    TextSlide: (palette.page, draw_text),
    KeyPointsSlide: (palette.page, draw_key_points),
    ClosingSlide: (palette.cover, draw_closing),
}


def draw(content: Content, *, brand: Brand, language: str = "de") -> Slide:
    """Draw a slide; raise Overflow if a text is too long for its place."""
    colors, design = DESIGNS[type(content)]
    sheet = blank(colors(brand), language=language)
    design(content, sheet=sheet, brand=brand)
    return Slide(
        jpeg=sheet.canvas.to_jpeg(),
        alt_text=alt_text(sheet.read),
        contrast=sheet.palette.contrast,
        dropped=tuple(dict.fromkeys(sheet.dropped)),
    )


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
