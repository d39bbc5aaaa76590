from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cms.typesetting.content import Brand
from cms.typesetting.contrast import (
    READABLE,
    VISIBLE,
    Color,
    contrast_ratio,
    ensure_contrast,
    mix,
    muted,
    parse_hex,
)

HAIRLINE = 0.8


class Style(StrEnum):
    """How a carousel looks as a whole."""

    BRAND = "brand"
    PAPER = "paper"
    INK = "ink"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colors of one slide; every text color reaches the minimum on the background."""

    background: Color
    text: Color
    quiet: Color
    accent: Color
    decoration: Color
    hairline: Color

    @property
    def contrast(self) -> float:
        return min(contrast_ratio(color, self.background) for color in (self.text, self.quiet, self.accent))


def cover(brand: Brand) -> Palette:
    """The brand's color as a ground, darkened or lightened just enough to carry text."""
    primary = parse_hex(brand.primary)
    written = max(
        parse_hex(brand.paper),
        parse_hex(brand.ink),
        key=lambda color: contrast_ratio(color, primary),
    )
    background = ensure_contrast(primary, written, minimum=READABLE)
    text = ensure_contrast(written, background, minimum=READABLE)
    return Palette(
        background=background,
        text=text,
        quiet=muted(text, background, minimum=READABLE),
        accent=text,
        decoration=text,
        hairline=mix(text, background, share=0.5),
    )


def page(brand: Brand) -> Palette:
    """Ink on paper, the brand's color for what stands out."""
    background = parse_hex(brand.paper)
    text = ensure_contrast(parse_hex(brand.ink), background, minimum=READABLE)
    return Palette(
        background=background,
        text=text,
        quiet=muted(text, background, minimum=READABLE),
        accent=ensure_contrast(parse_hex(brand.primary), background, minimum=READABLE),
        decoration=parse_hex(brand.primary),
        hairline=mix(text, background, share=HAIRLINE),
    )


def night(brand: Brand) -> Palette:
    """Paper on ink, the brand's color lightened for what stands out."""
    background = ensure_contrast(parse_hex(brand.ink), parse_hex(brand.paper), minimum=READABLE)
    text = ensure_contrast(parse_hex(brand.paper), background, minimum=READABLE)
    accent = ensure_contrast(parse_hex(brand.primary), background, minimum=READABLE)
    return Palette(
        background=background,
        text=text,
        quiet=muted(text, background, minimum=READABLE),
        accent=accent,
        # A bar carries no words, so it may keep more of its color.
        decoration=ensure_contrast(parse_hex(brand.primary), background, minimum=VISIBLE),
        hairline=mix(text, background, share=HAIRLINE),
    )


# The grounds of a style: that of the covers, which open and close a carousel, and that of the slides between.
GROUNDS: dict[Style, tuple[Callable[[Brand], Palette], Callable[[Brand], Palette]]] = {
    Style.BRAND: (cover, page),
    Style.PAPER: (page, page),
    Style.INK: (night, night),
}

# The color of what shades a picture below its text.
SCRIMS: dict[Style, Callable[[Brand], Palette]] = {Style.BRAND: cover, Style.PAPER: page, Style.INK: night}
