from hypothesis import given
from hypothesis import strategies as st

from cms.typesetting.content import Brand
from cms.typesetting.palette import GROUNDS, Style, cover, page

colors = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def brand(primary: str, *, ink: str = "#1a1a1a", paper: str = "#faf7f2") -> Brand:
    return Brand(primary=primary, ink=ink, paper=paper, name="Bündnis")


def test_sufficient_brand_color_is_kept_on_the_cover() -> None:
    assert cover(brand("#8b0000")).background == (139, 0, 0)


def test_bright_brand_color_carries_ink() -> None:
    assert cover(brand("#ffd500")).text == (26, 26, 26)


@given(colors)
def test_covers_and_pages_reach_seven_to_one_in_every_brand_color(primary: str) -> None:
    assert cover(brand(primary)).contrast >= 7
    assert page(brand(primary)).contrast >= 7


@given(colors, st.sampled_from(Style))
def test_every_style_reaches_seven_to_one_in_every_brand_color(primary: str, style: Style) -> None:
    grounds = [ground(brand(primary)) for ground in GROUNDS[style]]

    assert min(palette.contrast for palette in grounds) >= 7
