from itertools import pairwise

from cms.typesetting.content import (
    Brand,
    ClosingSlide,
    KeyPointsSlide,
    TextSlide,
    TitleSlide,
)
from cms.typesetting.fitting import Box, Layout, Overflow, fit, fit_headline
from cms.typesetting.flow import LEADING, Block, Column, fit_column
from cms.typesetting.fonts import Face
from cms.typesetting.pieces import CONTINUED
from cms.typesetting.sheet import (
    BOTTOM,
    FOOTER_TOP,
    MARGIN,
    MEASURE,
    TOP,
    WIDTH,
    Sheet,
    read_logo,
)
from cms.typesetting.words import Run

BODY_FLOOR = 32
HEADLINE_LEADING = 1.1
HEADLINE_HEIGHT = 570
HEADLINE_CALM = 76
HEADING_HEIGHT = 320
BELOW_HEADING = 56
BELOW_RUNNING_HEADING = 72
RUNNING_HEADING_HEIGHT = 84
BAR_WIDTH, BAR_HEIGHT = 96, 10
HEADING_TOP = TOP + 44
NUMERAL_COLUMN = 92
POINT_GAP = 44
LOGO_WIDTH, LOGO_HEIGHT = 280, 96


def draw_title(slide: TitleSlide, *, sheet: Sheet, brand: Brand) -> None:
    top = _masthead(sheet, slide.kicker, brand=brand)
    title = sheet.runs(slide.title, Face.SERIF_BOLD)
    summary = sheet.runs(slide.summary, Face.SANS)
    below = fit(
        summary,
        box=Box(width=MEASURE, height=330),
        largest=42,
        floor=BODY_FLOOR,
        leading=LEADING,
        language=sheet.language,
    )
    bottom = BOTTOM - below.height
    sheet.canvas.text(below, x=MARGIN, y=bottom, color=sheet.palette.text)
    _headline(sheet, title, top=top, bottom=bottom - 56 if below.lines else bottom)
    _footer(sheet, brand=brand, position=slide.position, total=slide.total)


def draw_closing(slide: ClosingSlide, *, sheet: Sheet, brand: Brand) -> None:
    top = _masthead(sheet, "", brand=brand)
    call = sheet.runs(slide.call, Face.SERIF_BOLD)
    blocks = [
        Block(runs=sheet.runs(slide.note, Face.SANS)),
        Block(runs=sheet.runs(slide.url.removeprefix("https://").rstrip("/"), Face.SANS_BOLD)),
        *(Block(runs=sheet.runs(handle, Face.SANS), marker=CONTINUED) for handle in slide.handles),
    ]
    column = fit_column(
        [block for block in blocks if block.runs],
        box=Box(width=MEASURE, height=460),
        largest=42,
        floor=BODY_FLOOR,
        language=sheet.language,
    )
    y = BOTTOM - column.height
    sheet.column(column, x=MARGIN, y=y)
    if column.placed:
        sheet.canvas.rule(x=MARGIN, y=y - 48, width=MEASURE, color=sheet.palette.hairline)
    _headline(sheet, call, top=top, bottom=y - 104 if column.placed else y)
    _footer(sheet, brand=brand, position=slide.position, total=slide.total)


def draw_text(slide: TextSlide, *, sheet: Sheet, brand: Brand) -> None:
    y = _running_heading(sheet, slide.heading) if slide.continued else _heading(sheet, slide.heading)
    blocks = sheet.blocks(slide.paragraphs)
    box = Box(width=MEASURE, height=BOTTOM - y)
    column = fit_column(
        blocks,
        box=box,
        largest=slide.size,
        floor=min(BODY_FLOOR, slide.size),
        language=sheet.language,
    )
    sheet.column(column, x=MARGIN, y=y)
    _footer(sheet, brand=brand, position=slide.position, total=slide.total)


def draw_key_points(slide: KeyPointsSlide, *, sheet: Sheet, brand: Brand) -> None:
    y = _heading(sheet, slide.heading)
    blocks = sheet.blocks([Block(runs=(Run(text=point),)) for point in slide.points])
    gaps = (len(blocks) - 1) * POINT_GAP
    box = Box(width=MEASURE - NUMERAL_COLUMN, height=BOTTOM - y - gaps)
    column = fit_column(blocks, box=box, largest=46, floor=BODY_FLOOR, language=sheet.language)
    _points(sheet, column, y=y)
    _footer(sheet, brand=brand, position=slide.position, total=slide.total)


def _points(sheet: Sheet, column: Column, *, y: float) -> None:
    for number, placed in enumerate(column.placed):
        top = y + placed.y + number * POINT_GAP
        numeral = fit_headline(
            [Run(text=str(number + 1), face=Face.SERIF_BOLD)],
            box=Box(width=NUMERAL_COLUMN, height=2 * column.size),
            largest=round(column.size * 1.3),
            floor=column.size,
            leading=1,
        )
        sheet.canvas.text(numeral, x=MARGIN, y=top - 0.23 * column.size, color=sheet.palette.accent)
        sheet.canvas.text(placed.layout, x=MARGIN + NUMERAL_COLUMN, y=top, color=sheet.palette.text)
    for number, (above, below) in enumerate(pairwise(column.placed)):
        middle = (above.y + above.layout.height + below.y) / 2 + number * POINT_GAP + POINT_GAP / 2
        sheet.canvas.rule(x=MARGIN, y=y + middle, width=MEASURE, color=sheet.palette.hairline)


def _masthead(sheet: Sheet, kicker: str, *, brand: Brand) -> float:
    """Draw the rule, the kicker and the logo at the head of a cover; return where they end."""
    y = TOP + 40
    sheet.canvas.rule(x=MARGIN, y=TOP, width=MEASURE, color=sheet.palette.decoration, weight=6)
    room = MEASURE
    bottom = float(y)
    if brand.logo:
        logo = read_logo(brand.logo, width=LOGO_WIDTH, height=LOGO_HEIGHT, color=sheet.palette.text)
        sheet.canvas.picture(logo, x=WIDTH - MARGIN - logo.width, y=y)
        room -= logo.width + 48
        bottom = y + logo.height
    runs = sheet.runs(kicker, Face.SANS_SEMIBOLD)
    box = Box(width=room, height=150)
    layout = fit(runs, box=box, largest=36, floor=30, leading=1.3, language=sheet.language)
    sheet.canvas.text(layout, x=MARGIN, y=y - 0.1 * layout.size, color=sheet.palette.text)
    return max(bottom, y + layout.height) + 64


def _headline(sheet: Sheet, runs: tuple[Run, ...], *, top: float, bottom: float) -> None:
    layout = _set_headline(runs, room=bottom - top, language=sheet.language)
    sheet.canvas.text(layout, x=MARGIN, y=bottom - layout.height, color=sheet.palette.text)


def _set_headline(runs: tuple[Run, ...], *, room: float, language: str) -> Layout:
    """Leave the upper part of a cover free where a headline is not too long for that."""
    calm = Box(width=MEASURE, height=min(HEADLINE_HEIGHT, room))
    try:
        return fit_headline(
            runs,
            box=calm,
            largest=128,
            floor=HEADLINE_CALM,
            leading=HEADLINE_LEADING,
            language=language,
        )
    except Overflow:
        full = Box(width=MEASURE, height=room)
        return fit_headline(
            runs,
            box=full,
            largest=HEADLINE_CALM,
            floor=44,
            leading=HEADLINE_LEADING,
            language=language,
        )


def _heading(sheet: Sheet, heading: str) -> float:
    runs = sheet.runs(heading, Face.SERIF_BOLD)
    sheet.canvas.rectangle(
        x=MARGIN,
        y=TOP,
        width=BAR_WIDTH,
        height=BAR_HEIGHT,
        color=sheet.palette.decoration,
    )
    layout = set_heading(runs, language=sheet.language)
    sheet.canvas.text(layout, x=MARGIN, y=HEADING_TOP, color=sheet.palette.text)
    return heading_bottom(layout, continued=False)


def _running_heading(sheet: Sheet, heading: str) -> float:
    runs = sheet.runs(heading, Face.SANS_SEMIBOLD, aloud=False)
    sheet.canvas.rectangle(
        x=MARGIN,
        y=TOP,
        width=BAR_WIDTH,
        height=BAR_HEIGHT,
        color=sheet.palette.decoration,
    )
    layout = set_running_heading(runs, language=sheet.language)
    sheet.canvas.text(layout, x=MARGIN, y=HEADING_TOP, color=sheet.palette.accent)
    return heading_bottom(layout, continued=True)


def set_heading(runs: tuple[Run, ...], *, language: str) -> Layout:
    box = Box(width=MEASURE, height=HEADING_HEIGHT)
    return fit_headline(runs, box=box, largest=68, floor=44, leading=1.14, language=language)


def set_running_heading(runs: tuple[Run, ...], *, language: str) -> Layout:
    box = Box(width=MEASURE, height=RUNNING_HEADING_HEIGHT)
    return fit(runs, box=box, largest=32, floor=26, leading=1.3, language=language)


def heading_bottom(layout: Layout, *, continued: bool) -> float:
    """Where the text below a heading starts."""
    space = BELOW_RUNNING_HEADING if continued else BELOW_HEADING
    return HEADING_TOP + layout.height + space if layout.lines else HEADING_TOP


def _footer(sheet: Sheet, *, brand: Brand, position: int, total: int) -> None:
    name = sheet.runs(brand.name, Face.SANS_SEMIBOLD, aloud=False)
    box = Box(width=MEASURE - 140, height=64)
    layout = fit(name, box=box, largest=28, floor=22, leading=1.25, language=sheet.language)
    y = FOOTER_TOP + 28 - layout.height
    sheet.canvas.text(layout, x=MARGIN, y=y, color=sheet.palette.quiet)
    if total > 1:
        count = fit(
            [Run(text=f"{position}/{total}", face=Face.SANS)],
            box=box,
            largest=28,
            floor=28,
            leading=1.25,
        )
        sheet.canvas.text(count, x=WIDTH - MARGIN, y=FOOTER_TOP, color=sheet.palette.quiet, right=True)
