from dataclasses import dataclass

from django.http import HttpRequest

from cms.typesetting.content import Brand
from cms.typesetting.contrast import to_hex
from cms.typesetting.palette import GROUNDS, Style
from home.models import SiteSettings


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The colors of a small drawing of a slide."""

    background: str
    text: str
    accent: str


@dataclass(frozen=True, kw_only=True)
class Swatch:
    """A slide style as it will look in the organization's colors: a cover and a slide within."""

    cover: Ground
    page: Ground


def swatches(request: HttpRequest) -> dict[str, Swatch]:
    site = SiteSettings.for_request(request)
    brand = Brand(primary=site.primary_color, ink=site.ink_color, paper=site.paper_color, name="")
    return {style.value: _swatch(style, brand) for style in Style}


def _swatch(style: Style, brand: Brand) -> Swatch:
    grounds = [paint(brand) for paint in GROUNDS[style]]
    cover, page = (
        Ground(background=to_hex(palette.background), text=to_hex(palette.text), accent=to_hex(palette.decoration))
        for palette in grounds
    )
    return Swatch(cover=cover, page=page)
