from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cms.typesetting.canvas import BlindCanvas
from cms.typesetting.content import Brand, ClosingSlide, Content, EventSlide, PhotoSlide, Slide, TitleSlide
from cms.typesetting.designs import DESIGNS
from cms.typesetting.fitting import Overflow
from cms.typesetting.palette import GROUNDS, SCRIMS, Palette, Style
from cms.typesetting.shapes import PORTRAIT, Shape
from cms.typesetting.sheet import Sheet, blank

# About 150 kB each.
SLIDES_KEPT = 60
PLAIN = Brand(primary="#000000", ink="#000000", paper="#ffffff", name="")
COVERS = (TitleSlide, EventSlide, ClosingSlide)


# Previews and the message draw the same slides again and again while an editor changes one of them.
@lru_cache(maxsize=SLIDES_KEPT)
def draw(
    content: Content, *, brand: Brand, language: str = "de", style: Style = Style.BRAND, shape: Shape = PORTRAIT
) -> Slide:
    """Draw a slide; raise Overflow if a text is too long for its place."""
    sheet = blank(_palette(content, brand=brand, style=style), shape=shape, language=language)
    DESIGNS[type(content)](content, sheet=sheet, brand=brand)
    contrasts = sheet.measured or [sheet.palette.contrast]
    return Slide(
        jpeg=sheet.canvas.to_jpeg(),
        alt_text=alt_text(sheet.read),
        contrast=min(contrasts),
        dropped=tuple(dict.fromkeys(sheet.dropped)),
    )


def is_drawable(content: Content, *, brand: Brand = PLAIN, language: str = "de", shape: Shape = PORTRAIT) -> bool:
    """Return whether every text of a slide finds room, without drawing it."""
    palette = GROUNDS[Style.PAPER][0](PLAIN)
    sheet = Sheet(canvas=BlindCanvas(), palette=palette, language=language, shape=shape)
    try:
        DESIGNS[type(content)](content, sheet=sheet, brand=brand)
    except Overflow:
        return False
    return True


def _palette(content: Content, *, brand: Brand, style: Style) -> Palette:
    if isinstance(content, PhotoSlide):
        palette = SCRIMS[style](brand)
        # What is quiet on an even ground would be lost on a picture.
        return replace(palette, quiet=palette.text)
    cover, page = GROUNDS[style]
    return cover(brand) if isinstance(content, COVERS) else page(brand)


def number(contents: Sequence[Content]) -> tuple[Content, ...]:
    """Give each slide its position and the total."""
    total = len(contents)
    return tuple(replace(content, position=index + 1, total=total) for index, content in enumerate(contents))


def alt_text(parts: list[str]) -> str:
    """Join the texts of a slide, one a line. How much of it a channel takes is the channel's matter."""
    lines = (part.replace("\u00ad", "").strip() for part in parts)
    return "\n".join(line for line in lines if line)
