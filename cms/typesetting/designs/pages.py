from itertools import pairwise

from cms.typesetting.content import BODY_FLOOR, Brand, KeyPointsSlide, TextSlide
from cms.typesetting.designs.furniture import footer
from cms.typesetting.designs.headlines import heading
from cms.typesetting.fitting import Box, fit_headline
from cms.typesetting.flow import Block, Column, fit_column
from cms.typesetting.fonts import Face
from cms.typesetting.sheet import Sheet
from cms.typesetting.words import Run

NUMERAL_COLUMN = 92
POINT_GAP = 44
LARGEST_POINT = 52


def draw_text(slide: TextSlide, *, sheet: Sheet, brand: Brand) -> None:
    shape = sheet.shape
    y = heading(sheet, slide.heading, continued=slide.continued)
    blocks = sheet.blocks(slide.paragraphs)
    box = Box(width=shape.measure, height=shape.bottom - y)
    floor = min(BODY_FLOOR, slide.size)
    column = fit_column(blocks, box=box, largest=slide.size, floor=floor, language=sheet.language)
    sheet.column(column, x=shape.margin, y=y)
    footer(sheet, brand=brand, position=slide.position, total=slide.total)


def draw_key_points(slide: KeyPointsSlide, *, sheet: Sheet, brand: Brand) -> None:
    shape = sheet.shape
    y = heading(sheet, slide.heading)
    blocks = sheet.blocks([Block(runs=(Run(text=point),)) for point in slide.points])
    gaps = (len(blocks) - 1) * POINT_GAP
    box = Box(width=shape.measure - NUMERAL_COLUMN, height=shape.bottom - y - gaps)
    column = fit_column(blocks, box=box, largest=LARGEST_POINT, floor=BODY_FLOOR, language=sheet.language)
    _points(sheet, column, y=y, first=slide.first)
    footer(sheet, brand=brand, position=slide.position, total=slide.total)


def _points(sheet: Sheet, column: Column, *, y: float, first: int) -> None:
    margin, measure = sheet.shape.margin, sheet.shape.measure
    for number, placed in enumerate(column.placed):
        top = y + placed.y + number * POINT_GAP
        numeral = fit_headline(
            [Run(text=str(first + number), face=Face.SERIF_BOLD)],
            box=Box(width=NUMERAL_COLUMN, height=2 * column.size),
            largest=round(column.size * 1.3),
            floor=column.size,
            leading=1,
        )
        sheet.canvas.text(numeral, x=margin, y=top - 0.23 * column.size, color=sheet.palette.accent)
        sheet.canvas.text(placed.layout, x=margin + NUMERAL_COLUMN, y=top, color=sheet.palette.text)
    for number, (above, below) in enumerate(pairwise(column.placed)):
        middle = (above.y + above.layout.height + below.y) / 2 + number * POINT_GAP + POINT_GAP / 2
        sheet.canvas.rule(x=margin, y=y + middle, width=measure, color=sheet.palette.hairline)
