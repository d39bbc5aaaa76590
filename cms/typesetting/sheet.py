from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cms.typesetting.canvas import Canvas
from cms.typesetting.flow import Block, Column
from cms.typesetting.fonts import Face, settable
from cms.typesetting.palette import Palette
from cms.typesetting.shapes import Shape
from cms.typesetting.words import Run


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A slide being drawn: its canvas and colors, and what was set on it in reading order."""

    canvas: Canvas
    palette: Palette
    language: str
    shape: Shape
    read: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    measured: list[float] = field(default_factory=list)
    """The contrasts of texts that stand on pictures."""

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


def blank(palette: Palette, *, shape: Shape, language: str) -> Sheet:
    canvas = Canvas(width=shape.width, height=shape.height, background=palette.background)
    return Sheet(canvas=canvas, palette=palette, language=language, shape=shape)
