from cms.typesetting.content import BODY_FLOOR, BODY_SIZE, Brand, EventSlide
from cms.typesetting.designs.furniture import footer, masthead
from cms.typesetting.designs.headlines import headline
from cms.typesetting.fitting import Box, Layout, fit
from cms.typesetting.flow import LEADING, Block, Column, fit_column
from cms.typesetting.fonts import Face
from cms.typesetting.sheet import Sheet

NUMERAL_SIZE = 230
NUMERAL_HEIGHT_SHARE = 0.23
NUMERAL_SHARE = 0.5
# Figures have neither ascenders nor descenders: their ink is this share of their size.
FIGURE_HEIGHT = 0.67
ASCENT_ABOVE_FIGURES = 0.76 - FIGURE_HEIGHT
BESIDE_NUMERAL = 44
BETWEEN_SHARE = 0.043
SUMMARY_SHARE = 0.22
DETAILS_SHARE = 0.22


def draw_event(slide: EventSlide, *, sheet: Sheet, brand: Brand) -> None:
    """Set what it is called above when and where: the day large enough to be read in the profile's grid."""
    shape = sheet.shape
    top = masthead(sheet, slide.kicker, brand=brand)
    title = sheet.runs(slide.title, Face.SERIF_BOLD)
    summary = sheet.runs(slide.summary, Face.SANS)
    box = Box(width=shape.measure, height=SUMMARY_SHARE * shape.room)
    lead = fit(summary, box=box, largest=38, floor=BODY_FLOOR, leading=LEADING, language=sheet.language)
    numeral = _numeral(sheet, slide.numeral)
    moment = _moment(sheet, slide, numeral)
    place = _place(sheet, slide)
    y = shape.bottom - place.height
    sheet.column(place, x=shape.margin, y=y)
    y = _rule(sheet, y) if place.placed else y
    height = max(moment.height, FIGURE_HEIGHT * numeral.size if numeral.lines else 0)
    y -= height
    _date(sheet, numeral, moment, y=y, height=height)
    y = _rule(sheet, y)
    sheet.canvas.text(lead, x=shape.margin, y=y - lead.height, color=sheet.palette.text)
    headline(sheet, title, top=top, bottom=y - lead.height - BETWEEN_SHARE * shape.room if lead.lines else y)
    footer(sheet, brand=brand, position=slide.position, total=slide.total)


def _rule(sheet: Sheet, y: float) -> float:
    """Draw a hairline above y; return where what stands over it ends."""
    between = BETWEEN_SHARE * sheet.shape.room
    sheet.canvas.rule(x=sheet.shape.margin, y=y - between, width=sheet.shape.measure, color=sheet.palette.hairline)
    return y - 2 * between


def _numeral(sheet: Sheet, numeral: str) -> Layout:
    runs = sheet.runs(numeral, Face.SERIF_BOLD, aloud=False)
    box = Box(width=NUMERAL_SHARE * sheet.shape.measure, height=NUMERAL_SIZE)
    largest = min(NUMERAL_SIZE, round(NUMERAL_HEIGHT_SHARE * sheet.shape.room))
    return fit(runs, box=box, largest=largest, floor=100, leading=1)


def _moment(sheet: Sheet, slide: EventSlide, numeral: Layout) -> Column:
    sheet.read.append(slide.moment)
    width = sheet.shape.measure - (numeral.width + BESIDE_NUMERAL if numeral.lines else 0)
    faces = (Face.SANS_BOLD, Face.SANS)
    lines = zip(slide.moment_lines, (faces[0], *[faces[1]] * len(slide.moment_lines)), strict=False)
    blocks = [Block(runs=sheet.runs(line, face, aloud=False), marker=" ") for line, face in lines]
    box = Box(width=width, height=DETAILS_SHARE * sheet.shape.room)
    return fit_column(blocks, box=box, largest=BODY_SIZE, floor=30, language=sheet.language)


def _place(sheet: Sheet, slide: EventSlide) -> Column:
    faces = (Face.SANS_BOLD, *[Face.SANS] * len(slide.place))
    blocks = [Block(runs=sheet.runs(line, face), marker=" ") for line, face in zip(slide.place, faces, strict=False)]
    box = Box(width=sheet.shape.measure, height=DETAILS_SHARE * sheet.shape.room)
    told = [block for block in blocks if block.runs]
    return fit_column(told, box=box, largest=BODY_SIZE, floor=BODY_FLOOR, language=sheet.language)


def _date(sheet: Sheet, numeral: Layout, moment: Column, *, y: float, height: float) -> None:
    x = float(sheet.shape.margin)
    if numeral.lines:
        middle = y + (height - FIGURE_HEIGHT * numeral.size) / 2
        top = middle - ASCENT_ABOVE_FIGURES * numeral.size
        sheet.canvas.text(numeral, x=x, y=top, color=sheet.palette.text)
        x += numeral.width + BESIDE_NUMERAL
    sheet.column(moment, x=x, y=y + (height - moment.height) / 2)
