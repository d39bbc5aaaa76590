from cms.typesetting.content import Brand
from cms.typesetting.fitting import Box, Layout, fit
from cms.typesetting.fonts import Face
from cms.typesetting.logo import read_logo
from cms.typesetting.sheet import Sheet
from cms.typesetting.words import Run

BAR_WIDTH, BAR_HEIGHT = 96, 10
LOGO_WIDTH, LOGO_HEIGHT = 280, 96
BESIDE_LOGO = 48
BELOW_MASTHEAD = 64
POSITION_WIDTH = 140


def bar(sheet: Sheet, *, y: float) -> None:
    """Draw the short thick rule above what opens a slide."""
    color = sheet.palette.decoration
    sheet.canvas.rectangle(x=sheet.shape.margin, y=y, width=BAR_WIDTH, height=BAR_HEIGHT, color=color)


def masthead(sheet: Sheet, kicker: str, *, brand: Brand) -> float:
    """Draw the rule, the kicker and the logo at the head of a cover; return where they end."""
    shape = sheet.shape
    y = shape.top + 40
    sheet.canvas.rule(x=shape.margin, y=shape.top, width=shape.measure, color=sheet.palette.decoration, weight=6)
    width, height = logo(sheet, y=y, brand=brand)
    layout = set_kicker(sheet, kicker, width=shape.measure - width)
    sheet.canvas.text(layout, x=shape.margin, y=y - 0.1 * layout.size, color=sheet.palette.text)
    return max(y + height, y + layout.height) + BELOW_MASTHEAD


def set_kicker(sheet: Sheet, kicker: str, *, width: float) -> Layout:
    runs = sheet.runs(kicker, Face.SANS_SEMIBOLD)
    return fit(runs, box=Box(width=width, height=150), largest=36, floor=30, leading=1.3, language=sheet.language)


def logo(sheet: Sheet, *, y: float, brand: Brand) -> tuple[float, float]:
    """Draw the logo at the right edge; return the width it takes from what stands beside it, and its height."""
    if not brand.logo:
        return 0, 0
    picture = read_logo(brand.logo, width=LOGO_WIDTH, height=LOGO_HEIGHT, color=sheet.palette.text)
    sheet.canvas.picture(picture, x=sheet.shape.width - sheet.shape.margin - picture.width, y=y)
    return picture.width + BESIDE_LOGO, picture.height


def footer(sheet: Sheet, *, brand: Brand, position: int, total: int) -> None:
    shape = sheet.shape
    name = sheet.runs(brand.name, Face.SANS_SEMIBOLD, aloud=False)
    box = Box(width=shape.measure - POSITION_WIDTH, height=64)
    layout = fit(name, box=box, largest=28, floor=22, leading=1.25, language=sheet.language)
    sheet.canvas.text(layout, x=shape.margin, y=shape.footer + 28 - layout.height, color=sheet.palette.quiet)
    if total > 1:
        count = [Run(text=f"{position}/{total}", face=Face.SANS)]
        layout = fit(count, box=box, largest=28, floor=28, leading=1.25)
        right = shape.width - shape.margin
        sheet.canvas.text(layout, x=right, y=shape.footer, color=sheet.palette.quiet, right=True)
