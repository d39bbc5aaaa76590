from cms.typesetting.content import Brand, QuoteSlide
from cms.typesetting.designs.furniture import footer
from cms.typesetting.fitting import Box, fit, fit_headline
from cms.typesetting.fonts import Face
from cms.typesetting.sheet import Sheet
from cms.typesetting.words import Run

LARGEST, FLOOR = 84, 44
LEADING = 1.24
MARK_SIZE = 330
# The mark's ink is a low part of its line („) or a high one (“), so less than a line is kept for it.
MARK_HEIGHT = 0.42
BELOW_MARK = 64
ABOVE_SOURCE = 56


def draw_quote(slide: QuoteSlide, *, sheet: Sheet, brand: Brand) -> None:
    """Set a quotation large below a mark that stands for its quotation marks, and who says it."""
    shape = sheet.shape
    opening, closing = slide.marks
    said = sheet.runs(slide.quotation, Face.SERIF_SEMIBOLD, aloud=False)
    sheet.read.append(f"{opening}{''.join(run.text for run in said)}{closing}")
    source = sheet.runs(f"— {slide.source}" if slide.source else "", Face.SANS)
    box = Box(width=shape.measure, height=160)
    below = fit(source, box=box, largest=38, floor=30, leading=1.35, language=sheet.language)
    mark = MARK_HEIGHT * MARK_SIZE + BELOW_MARK
    taken = mark + (below.height + ABOVE_SOURCE if below.lines else 0)
    room = Box(width=shape.measure, height=shape.room - taken)
    layout = fit_headline(said, box=room, largest=LARGEST, floor=FLOOR, leading=LEADING, language=sheet.language)
    y = shape.top + (shape.room - taken - layout.height) / 2
    _mark(sheet, opening, y=y)
    sheet.canvas.text(layout, x=shape.margin, y=y + mark, color=sheet.palette.text)
    bottom = y + mark + layout.height + ABOVE_SOURCE
    sheet.canvas.text(below, x=shape.margin, y=bottom, color=sheet.palette.accent)
    footer(sheet, brand=brand, position=slide.position, total=slide.total)


def _mark(sheet: Sheet, opening: str, *, y: float) -> None:
    """Draw the opening mark so large that it is an ornament, its ink beginning at y and at the margin."""
    runs = [Run(text=opening, face=Face.SERIF_BOLD)]
    layout = fit(runs, box=Box(width=sheet.shape.measure, height=MARK_SIZE), largest=MARK_SIZE, floor=60, leading=1)
    sheet.canvas.ornament(layout, x=sheet.shape.margin, y=y, color=sheet.palette.decoration)
