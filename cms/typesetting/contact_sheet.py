import io
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from cms.typesetting.content import Brand, Content
from cms.typesetting.fitting import Overflow
from cms.typesetting.fonts import Face, load
from cms.typesetting.palette import Style
from cms.typesetting.shapes import Shape
from cms.typesetting.slides import draw

COLUMNS = 5
GAP = 24
LABEL_SIZE = 20
GROUND, LABEL = "#d9d9d9", "#333333"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How every slide of a contact sheet is drawn, and how wide it is shown."""

    brand: Brand
    style: Style
    shape: Shape
    width: int


def contact_sheet(contents: Mapping[str, Content], *, look: Look) -> Image.Image:
    """Draw slides side by side, each under its name; what does not fit says so in its place."""
    height = round(look.shape.height * look.width / look.shape.width)
    rows = -(-len(contents) // COLUMNS)
    cell = (look.width + GAP, height + LABEL_SIZE + 2 * GAP)
    sheet = Image.new("RGB", (COLUMNS * cell[0] + GAP, rows * cell[1] + GAP), GROUND)
    pen = ImageDraw.Draw(sheet)
    font = load(Face.SANS, size=LABEL_SIZE)
    for place, (name, content) in enumerate(contents.items()):
        x, y = GAP + place % COLUMNS * cell[0], GAP + place // COLUMNS * cell[1]
        try:
            sheet.paste(_shown(content, look).resize((look.width, height), Image.Resampling.LANCZOS), (x, y))
            label = name
        except Overflow as error:
            label = f"{name}: too long by {error.characters}"
        pen.text((x, y + height + GAP // 4), label, font=font, fill=LABEL)
    return sheet


def _shown(content: Content, look: Look) -> Image.Image:
    return Image.open(io.BytesIO(draw(content, brand=look.brand, style=look.style, shape=look.shape).jpeg))
