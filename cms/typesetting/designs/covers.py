from cms.typesetting.content import BODY_FLOOR, BODY_SIZE, Brand, ClosingSlide, TitleSlide
from cms.typesetting.designs.furniture import footer, masthead
from cms.typesetting.designs.headlines import headline
from cms.typesetting.fitting import Box, fit
from cms.typesetting.flow import LEADING, Block, fit_column
from cms.typesetting.fonts import Face
from cms.typesetting.pieces import CONTINUED
from cms.typesetting.sheet import Sheet

SUMMARY_SHARE = 0.322
ABOVE_SUMMARY = 56
COLUMN_SHARE = 0.448


def draw_title(slide: TitleSlide, *, sheet: Sheet, brand: Brand) -> None:
    shape = sheet.shape
    top = masthead(sheet, slide.kicker, brand=brand)
    title = sheet.runs(slide.title, Face.SERIF_BOLD)
    summary = sheet.runs(slide.summary, Face.SANS)
    box = Box(width=shape.measure, height=SUMMARY_SHARE * shape.room)
    below = fit(summary, box=box, largest=BODY_SIZE, floor=BODY_FLOOR, leading=LEADING, language=sheet.language)
    bottom = shape.bottom - below.height
    sheet.canvas.text(below, x=shape.margin, y=bottom, color=sheet.palette.text)
    headline(sheet, title, top=top, bottom=bottom - ABOVE_SUMMARY if below.lines else bottom)
    footer(sheet, brand=brand, position=slide.position, total=slide.total)


def draw_closing(slide: ClosingSlide, *, sheet: Sheet, brand: Brand) -> None:
    shape = sheet.shape
    top = masthead(sheet, "", brand=brand)
    call = sheet.runs(slide.call, Face.SERIF_BOLD)
    blocks = [
        Block(runs=sheet.runs(slide.note, Face.SANS)),
        Block(runs=sheet.runs(slide.url.removeprefix("https://").rstrip("/"), Face.SANS_BOLD)),
        *(Block(runs=sheet.runs(handle, Face.SANS), marker=CONTINUED) for handle in slide.handles),
    ]
    box = Box(width=shape.measure, height=COLUMN_SHARE * shape.room)
    told = [block for block in blocks if block.runs]
    column = fit_column(told, box=box, largest=BODY_SIZE, floor=BODY_FLOOR, language=sheet.language)
    y = shape.bottom - column.height
    sheet.column(column, x=shape.margin, y=y)
    if column.placed:
        sheet.canvas.rule(x=shape.margin, y=y - 48, width=shape.measure, color=sheet.palette.hairline)
    headline(sheet, call, top=top, bottom=y - 104 if column.placed else y)
    footer(sheet, brand=brand, position=slide.position, total=slide.total)
