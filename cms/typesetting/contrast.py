import re
from collections.abc import Callable

Color = tuple[int, int, int]

BLACK: Color = (0, 0, 0)
WHITE: Color = (255, 255, 255)
# WCAG 2.2, success criterion 1.4.6 (AAA): text.
READABLE = 7.0
# Success criterion 1.4.11: what is not text.
VISIBLE = 3.0
HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class InvalidColor(ValueError):
    """Raised when a color is not written as #rgb or #rrggbb."""


def parse_hex(value: str) -> Color:
    match = HEX.fullmatch(value.strip())
    if not match:
        message = f"“{value}” is not a color. Write it as #rrggbb, for example #b3001b."
        raise InvalidColor(message)
    digits = "".join(digit * 2 for digit in match[1]) if len(match[1]) == len("rgb") else match[1]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def to_hex(color: Color) -> str:
    """Return the color as #rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def luminance(color: Color) -> float:
    """Return the relative luminance of WCAG 2.2, 0 for black and 1 for white."""
    red, green, blue = (linear(channel / 255) for channel in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# sRGB (IEC 61966-2-1): below this value the curve is a straight line.
LINEAR_UNTIL = 0.04045


def linear(channel: float) -> float:
    """Return the light of a channel from 0 to 1, as sRGB encodes it."""
    return channel / 12.92 if channel <= LINEAR_UNTIL else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast_ratio(one: Color, other: Color) -> float:
    """Return the contrast of two colors, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(color: Color, other: Color, *, share: float) -> Color:
    """Move a color towards another by a share from 0 to 1."""
    red, green, blue = (round(one + (two - one) * share) for one, two in zip(color, other, strict=True))
    return red, green, blue


def ensure_contrast(foreground: Color, background: Color, *, minimum: float) -> Color:
    """Return the color nearest to the foreground that reaches the minimum on the background.

    Where no shade of it does, black or white is returned, whichever stands out more.
    """
    if contrast_ratio(foreground, background) >= minimum:
        return foreground
    reaching = [end for end in (BLACK, WHITE) if contrast_ratio(end, background) >= minimum]
    if not reaching:
        return max(BLACK, WHITE, key=lambda end: contrast_ratio(end, background))
    shades = [_nearest(foreground, background, end=end, minimum=minimum) for end in reaching]
    return min(shades, key=lambda shade: _distance(shade, foreground))


def muted(foreground: Color, background: Color, *, minimum: float) -> Color:
    """Return the foreground faded into the background as far as the minimum allows."""
    return (
        _last(
            lambda share: mix(foreground, background, share=share),
            background,
            minimum=minimum,
        )
        or foreground
    )


def _nearest(foreground: Color, background: Color, *, end: Color, minimum: float) -> Color:
    found = _last(lambda share: mix(end, foreground, share=share), background, minimum=minimum)
    return found or end


def _last(at: Callable[[float], Color], background: Color, *, minimum: float) -> Color | None:
    """Return the last color on the way from 0 to 1 that still reaches the minimum."""
    steps = [step for step in range(256) if contrast_ratio(at(step / 255), background) >= minimum]
    return at(steps[-1] / 255) if steps else None


def _distance(one: Color, other: Color) -> int:
    return sum((first - second) ** 2 for first, second in zip(one, other, strict=True))
