import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PIL import Image, UnidentifiedImageError

from cms.typesetting.canvas import Canvas
from cms.typesetting.contrast import Color
from cms.typesetting.flow import Block, Column
from cms.typesetting.fonts import Face, settable
from cms.typesetting.palette import Palette
from cms.typesetting.words import Run

WIDTH, HEIGHT = 1080, 1350
MARGIN = 96
MEASURE = WIDTH - 2 * MARGIN
TOP = 112
BOTTOM = 1140
FOOTER_TOP = 1246
OPAQUE = 255


class InvalidLogo(ValueError):
    """Raised when the logo is not a picture that Pillow reads."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A slide being drawn: its canvas and colors, and what was set on it in reading order."""

    canvas: Canvas
    palette: Palette
    language: str
    read: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def runs(self, text: str, face: Face, *, aloud: bool = True) -> tuple[Run, ...]:
        """Make a run of the text, without what the face cannot set; read it aloud in the alt text."""
        kept = self._kept(text, face)
        if aloud:
            self.read.append(kept)
        return (Run(text=kept, face=face),) if kept.strip() else ()

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        cleaned = []
        for block in blocks:
            runs = tuple(replace(run, text=self._kept(run.text, run.face)) for run in block.runs)
            whole = replace(block, runs=runs)
            if whole.text.strip():
                cleaned.append(whole)
                self.read.append(f"{block.marker} {whole.text}".strip())
        return tuple(cleaned)

    def column(self, column: Column, *, x: float, y: float) -> None:
        for placed in column.placed:
            self.canvas.text(placed.layout, x=x + placed.x, y=y + placed.y, color=self.palette.text)

    def _kept(self, text: str, face: Face) -> str:
        kept, dropped = settable(text, face)
        self.dropped.extend(dropped)
        return kept


def blank(palette: Palette, *, language: str) -> Sheet:
    canvas = Canvas(width=WIDTH, height=HEIGHT, background=palette.background)
    return Sheet(canvas=canvas, palette=palette, language=language)


def read_logo(logo: bytes, *, width: int, height: int, color: Color) -> Image.Image:
    """Return the logo in its box. One cut out of its ground takes the color of the text, so that it can be seen."""
    try:
        picture = Image.open(io.BytesIO(logo)).convert("RGBA")
    except UnidentifiedImageError as error:
        message = "The logo is not a picture in a format such as PNG or JPEG."
        raise InvalidLogo(message) from error
    scale = min(width / picture.width, height / picture.height)
    size = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
    resized = picture.resize(size, Image.Resampling.LANCZOS)
    darkest, _lightest = resized.getchannel("A").getextrema()
    if darkest == OPAQUE:
        return resized
    silhouette = Image.new("RGBA", size, color)
    silhouette.putalpha(resized.getchannel("A"))
    return silhouette
