from cms.typesetting.content import BODY_FLOOR, BODY_SIZE, Brand, PhotoSlide
from cms.typesetting.designs.furniture import BAR_HEIGHT, LOGO_HEIGHT, bar, footer, logo, set_kicker
from cms.typesetting.designs.headlines import set_headline
from cms.typesetting.fitting import Box, Layout, fit
from cms.typesetting.flow import LEADING
from cms.typesetting.fonts import Face
from cms.typesetting.scrim import Area
from cms.typesetting.sheet import Sheet

# Text covers no more of the picture than this; what needs more is set without a picture.
TEXT_SHARE = 0.62
LARGEST_HEADLINE = 104
BELOW_BAR = 36
ABOVE_HEADLINE = 32
ABOVE_SUMMARY = 40
SUMMARY_SHARE = 0.26
ABOVE_BAR = 72
BELOW_FOOTER = 42


def draw_photo(slide: PhotoSlide, *, sheet: Sheet, brand: Brand) -> None:
    """Let the picture fill the slide; below the text it is blurred, and shaded as little as the text allows."""
    shape = sheet.shape
    kicker = set_kicker(sheet, slide.kicker, width=shape.measure - 3 * LOGO_HEIGHT)
    title = sheet.runs(slide.title, Face.SERIF_BOLD)
    summary = sheet.runs(slide.summary, Face.SANS)
    if slide.description:
        sheet.read.append(slide.description)
    credit = _credit(sheet, slide.credit)
    box = Box(width=shape.measure, height=SUMMARY_SHARE * shape.room)
    lead = fit(summary, box=box, largest=BODY_SIZE - 2, floor=BODY_FLOOR, leading=LEADING, language=sheet.language)
    head = max(BAR_HEIGHT + BELOW_BAR + kicker.height, LOGO_HEIGHT if brand.logo else 0) + ABOVE_HEADLINE
    foot = lead.height + ABOVE_SUMMARY if lead.lines else 0
    room = shape.bottom - (1 - TEXT_SHARE) * shape.height - head - foot
    name = set_headline(title, room=room, sheet=sheet, largest=LARGEST_HEADLINE)
    top = shape.bottom - foot - name.height - head
    lead_top, name_top = shape.bottom - lead.height, shape.bottom - foot - name.height
    kicker_top = name_top - ABOVE_HEADLINE - kicker.height
    places = [(kicker, kicker_top), (name, name_top), (lead, lead_top)]
    _picture(sheet, slide, [_area(sheet, layout, y) for layout, y in places if layout.lines], top=top)
    bar(sheet, y=top)
    logo(sheet, y=top, brand=brand)
    for layout, y in places:
        sheet.canvas.text(layout, x=shape.margin, y=y, color=sheet.palette.text)
    footer(sheet, brand=brand, position=slide.position, total=slide.total)
    sheet.canvas.text(credit, x=shape.margin, y=shape.footer + BELOW_FOOTER, color=sheet.palette.text)


def _credit(sheet: Sheet, credit: str) -> Layout:
    runs = sheet.runs(credit, Face.SANS)
    return fit(runs, box=Box(width=sheet.shape.measure, height=48), largest=24, floor=20, leading=1.2)


def _picture(sheet: Sheet, slide: PhotoSlide, areas: list[Area], *, top: float) -> None:
    shape, palette = sheet.shape, sheet.palette
    foot = Area(left=shape.margin, top=shape.footer, right=shape.width - shape.margin, bottom=shape.height - 1)
    sheet.canvas.photo(slide.photo)
    measured = sheet.canvas.scrim(
        top=top - ABOVE_BAR, color=palette.background, text=palette.text, areas=[*areas, foot]
    )
    sheet.measured.append(measured)


def _area(sheet: Sheet, layout: Layout, y: float) -> Area:
    left = sheet.shape.margin
    return Area(left=left, top=int(y), right=int(left + layout.width) + 1, bottom=int(y + layout.height) + 1)
