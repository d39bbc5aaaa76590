from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageOps

from cms.typesetting.contrast import BLACK, READABLE, WHITE, Color, linear, luminance, mix, to_hex

# Fine detail behind letters is harder to read across than a bright ground, so it is blurred away: by about 14 px,
# on a quarter of the size, which takes a third of the time.
REDUCTION = 4
BLUR = 3.5
FEATHER = 170
# Of the pixels behind a text, the worst 2 in 100 are single sparks that no letter depends on.
WORST = 0.02
# With less than this the text would float on the picture, whatever the contrast.
LIGHTEST = 0.8
# The scrim keeps the picture's lights and shadows in one color, this far towards black or white.
DEPTH = 0.6
STEPS = 40
# The luminance of WCAG 2.2, channel by channel.
RED, GREEN, BLUE = ([weight * linear(value / 255) for value in range(256)] for weight in (0.2126, 0.7152, 0.0722))


@dataclass(frozen=True, kw_only=True)
class Area:
    """What a text takes of the picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.right, self.bottom


def shaded(
    picture: Image.Image, *, top: float, color: Color, text: Color, areas: Sequence[Area]
) -> tuple[Image.Image, float]:
    """Blur and shade the picture from a height on, so that the text reaches its contrast in every area.

    Return it with the lowest contrast measured on the finished pixels behind the text.
    """
    soft = _blurred(picture)
    tinted = _tinted(soft, color=color, text=text)
    opacity = _least_opacity(soft, tinted, text=text, areas=areas)
    shade = Image.blend(soft, tinted, opacity)
    finished = Image.composite(shade, picture, _ramp(picture.size, top=top))
    return finished, min(measured(finished, area, text=text) for area in areas)


def measured(picture: Image.Image, area: Area, *, text: Color) -> float:
    """Return the contrast that 98 of 100 pixels behind a text reach with its color."""
    pixels = picture.crop(area.box).reduce(REDUCTION).tobytes()
    found = sorted(
        red + green + blue
        for red, green, blue in zip(
            (RED[value] for value in pixels[0::3]),
            (GREEN[value] for value in pixels[1::3]),
            (BLUE[value] for value in pixels[2::3]),
            strict=True,
        )
    )
    rank = int(len(found) * WORST)
    written = luminance(text)
    return min(_ratio(written, found[rank]), _ratio(written, found[-1 - rank]))


def _least_opacity(soft: Image.Image, tinted: Image.Image, *, text: Color, areas: Sequence[Area]) -> float:
    low, high = round(LIGHTEST * STEPS), STEPS
    pairs = [(soft.crop(area.box), tinted.crop(area.box), _whole(area)) for area in areas]
    while low < high:
        middle = (low + high) // 2
        reached = all(
            measured(Image.blend(one, other, middle / STEPS), whole, text=text) >= READABLE
            for one, other, whole in pairs
        )
        low, high = (low, middle) if reached else (middle + 1, high)
    return low / STEPS


def _whole(area: Area) -> Area:
    return Area(left=0, top=0, right=area.right - area.left, bottom=area.bottom - area.top)


def _tinted(soft: Image.Image, *, color: Color, text: Color) -> Image.Image:
    """Return the picture in shades of the color, all of them further from the text's than the color itself."""
    away = BLACK if luminance(text) > luminance(color) else WHITE
    ends = sorted((color, mix(color, away, share=DEPTH)), key=luminance)
    return ImageOps.colorize(soft.convert("L"), to_hex(ends[0]), to_hex(ends[1]))


def _blurred(picture: Image.Image) -> Image.Image:
    small = picture.reduce(REDUCTION).filter(ImageFilter.GaussianBlur(BLUR))
    return small.resize(picture.size, Image.Resampling.BICUBIC)


def _ramp(size: tuple[int, int], *, top: float) -> Image.Image:
    """Make a mask that rises smoothly from nothing above the top to everything below it."""
    width, height = size
    column = Image.new("L", (1, height))
    shares = (min(max((y - top + FEATHER) / FEATHER, 0), 1) for y in range(height))
    column.putdata([round(255 * share * share * (3 - 2 * share)) for share in shares])
    return column.resize((width, height))


def _ratio(one: float, other: float) -> float:
    darker, lighter = sorted((one, other))
    return (lighter + 0.05) / (darker + 0.05)
