from cms.typesetting.designs.furniture import bar
from cms.typesetting.fitting import Box, Layout, Overflow, fit, fit_headline
from cms.typesetting.fonts import Face
from cms.typesetting.shapes import Shape
from cms.typesetting.sheet import Sheet
from cms.typesetting.words import Run

LARGEST, CALM, FLOOR = 128, 76, 44
LEADING = 1.1
# A headline that is not long leaves the upper part of a cover free.
CALM_SHARE = 0.555
HEADING_HEIGHT = 320
BELOW_HEADING = 56
BELOW_RUNNING_HEADING = 72
RUNNING_HEADING_HEIGHT = 84
BELOW_BAR = 44


def headline(sheet: Sheet, runs: tuple[Run, ...], *, top: float, bottom: float) -> None:
    """Set the headline of a cover upon the bottom of its room."""
    layout = set_headline(runs, room=bottom - top, sheet=sheet)
    sheet.canvas.text(layout, x=sheet.shape.margin, y=bottom - layout.height, color=sheet.palette.text)


def set_headline(runs: tuple[Run, ...], *, room: float, sheet: Sheet, largest: int = LARGEST) -> Layout:
    width, language = sheet.shape.measure, sheet.language
    calm = Box(width=width, height=min(CALM_SHARE * sheet.shape.room, room))
    try:
        return fit_headline(
            runs, box=calm, largest=largest, floor=CALM, whole_floor=FLOOR, leading=LEADING, language=language
        )
    except Overflow:
        box = Box(width=width, height=room)
        return fit_headline(runs, box=box, largest=CALM, floor=FLOOR, leading=LEADING, language=language)


def heading(sheet: Sheet, text: str, *, continued: bool = False) -> float:
    """Draw the heading of a slide within, small where it was read before; return where the text below starts."""
    face = Face.SANS_SEMIBOLD if continued else Face.SERIF_BOLD
    runs = sheet.runs(text, face, aloud=not continued)
    bar(sheet, y=sheet.shape.top)
    setting, color = (set_running_heading, sheet.palette.accent) if continued else (set_heading, sheet.palette.text)
    layout = setting(runs, shape=sheet.shape, language=sheet.language)
    sheet.canvas.text(layout, x=sheet.shape.margin, y=sheet.shape.top + BELOW_BAR, color=color)
    return heading_bottom(layout, shape=sheet.shape, continued=continued)


def set_heading(runs: tuple[Run, ...], *, shape: Shape, language: str) -> Layout:
    box = Box(width=shape.measure, height=HEADING_HEIGHT)
    return fit_headline(runs, box=box, largest=68, floor=44, leading=1.14, language=language)


def set_running_heading(runs: tuple[Run, ...], *, shape: Shape, language: str) -> Layout:
    box = Box(width=shape.measure, height=RUNNING_HEADING_HEIGHT)
    return fit(runs, box=box, largest=32, floor=26, leading=1.3, language=language)


def heading_bottom(layout: Layout, *, shape: Shape, continued: bool) -> float:
    """Where the text below a heading starts."""
    top = shape.top + BELOW_BAR
    space = BELOW_RUNNING_HEADING if continued else BELOW_HEADING
    return top + layout.height + space if layout.lines else top
