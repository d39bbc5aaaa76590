import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from cms.typesetting.contrast import Color, contrast_ratio
from cms.typesetting.fitting import ASCENT, Layout
from cms.typesetting.fonts import load
from cms.typesetting.photos import covering
from cms.typesetting.profiles import srgb_profile
from cms.typesetting.scrim import Area, shaded

QUALITY = 90
SUPERSAMPLING = 2


class Canvas:
    """A picture in the making: text is drawn twice as large and reduced, which evens out its spacing."""

    def __init__(self, *, width: int, height: int, background: Color) -> None:
        self.width = width
        self.height = height
        self.background = background
        self._image = Image.new("RGB", (width, height), background)
        self._draw = ImageDraw.Draw(self._image)

    def rectangle(self, *, x: float, y: float, width: float, height: float, color: Color) -> None:
        left, top = round(x), round(y)
        box = (left, top, left + round(width) - 1, top + round(height) - 1)
        self._draw.rectangle(box, fill=color)

    def rule(self, *, x: float, y: float, width: float, color: Color, weight: int = 2) -> None:
        self.rectangle(x=x, y=y, width=width, height=weight, color=color)

    def text(self, layout: Layout, *, x: float, y: float, color: Color, right: bool = False) -> None:
        """Draw a layout with its top at y, its left edge at x or, flush right, its right edge."""
        margin = layout.size
        left = round(x - layout.width) if right else round(x)
        place = (left - margin, round(y) - margin)
        self._image.paste(color, place, _mask(layout, margin=margin, right=right))

    def picture(self, picture: Image.Image, *, x: float, y: float) -> None:
        """Paste a picture, letting the canvas show through where it is transparent."""
        layer = picture.convert("RGBA")
        self._image.paste(layer.convert("RGB"), (round(x), round(y)), layer.getchannel("A"))

    def ornament(self, layout: Layout, *, x: float, y: float, color: Color) -> None:
        """Draw a layout with its ink, not its lines, beginning at x and y."""
        mask = _mask(layout, margin=layout.size, right=False)
        box = mask.getbbox()
        if box:
            self._image.paste(color, (round(x), round(y)), mask.crop(box))

    def photo(self, photo: bytes) -> None:
        """Fill the canvas with a picture."""
        self._image.paste(covering(photo, width=self.width, height=self.height))

    def scrim(self, *, top: float, color: Color, text: Color, areas: Sequence[Area]) -> float:
        """Blur and shade what is drawn from a height on; return the lowest contrast of the text in its areas."""
        finished, contrast = shaded(self._image, top=top, color=color, text=text, areas=areas)
        self._image.paste(finished)
        return contrast

    def to_jpeg(self) -> bytes:
        stream = io.BytesIO()
        self._image.save(
            stream,
            format="JPEG",
            quality=QUALITY,
            subsampling="4:4:4",
            progressive=False,
            icc_profile=srgb_profile(),
        )
        return stream.getvalue()


class BlindCanvas(Canvas):
    """Takes everything and draws nothing: enough to learn whether texts fit."""

    def __init__(self) -> None:
        super().__init__(width=1, height=1, background=(0, 0, 0))

    def rectangle(self, *, x: float, y: float, width: float, height: float, color: Color) -> None:
        pass

    def text(self, layout: Layout, *, x: float, y: float, color: Color, right: bool = False) -> None:
        pass

    def picture(self, picture: Image.Image, *, x: float, y: float) -> None:
        pass

    def ornament(self, layout: Layout, *, x: float, y: float, color: Color) -> None:
        pass

    def photo(self, photo: bytes) -> None:
        pass

    def scrim(self, *, top: float, color: Color, text: Color, areas: Sequence[Area]) -> float:
        del top, areas
        return contrast_ratio(text, color)


def _mask(layout: Layout, *, margin: int, right: bool) -> Image.Image:
    size = (round(layout.width) + 2 * margin, round(layout.height) + 2 * margin)
    mask = Image.new("L", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING), 0)
    _set(layout, mask, margin=margin, right=right)
    return mask.reduce(SUPERSAMPLING)


def _set(layout: Layout, mask: Image.Image, *, margin: int, right: bool) -> None:
    draw = ImageDraw.Draw(mask)
    for number, line in enumerate(layout.lines):
        indent = layout.width - line.width if right else 0
        baseline = margin + ASCENT * layout.size + number * layout.leading
        for span in line.spans:
            at = ((margin + indent + span.x) * SUPERSAMPLING, baseline * SUPERSAMPLING)
            font = load(span.face, size=layout.size * SUPERSAMPLING)
            draw.text(at, span.text, font=font, fill=255, anchor="ls")
