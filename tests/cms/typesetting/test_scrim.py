import pytest
from PIL import Image, ImageDraw

from cms.typesetting.contrast import BLACK, WHITE, Color, contrast_ratio
from cms.typesetting.scrim import Area, measured, shaded

AREA = Area(left=20, top=220, right=180, bottom=280)
RED: Color = (168, 18, 26)


def stripes() -> Image.Image:
    picture = Image.new("RGB", (200, 300), "white")
    draw = ImageDraw.Draw(picture)
    for x in range(0, 200, 20):
        draw.rectangle((x, 0, x + 9, 299), fill="black")
    return picture


def test_contrast_is_measured_at_the_98th_percentile() -> None:
    picture = Image.new("RGB", (200, 300), "black")
    sparks = ImageDraw.Draw(picture)
    sparks.rectangle((20, 220, 23, 251), fill="white")
    few = measured(picture, AREA, text=WHITE)
    sparks.rectangle((20, 220, 23, 279), fill="white")

    assert few == pytest.approx(21)
    assert measured(picture, AREA, text=WHITE) == pytest.approx(1)


def test_contrast_of_an_even_ground_is_that_of_its_color() -> None:
    ground = Image.new("RGB", (200, 300), RED)

    assert measured(ground, AREA, text=WHITE) == pytest.approx(contrast_ratio(RED, WHITE))


@pytest.mark.parametrize(("text", "color"), [(WHITE, RED), (WHITE, BLACK), (BLACK, WHITE), (BLACK, (255, 213, 0))])
@pytest.mark.parametrize("ground", ["white", "black", "stripes"])
def test_text_reaches_seven_to_one_on_any_picture(ground: str, text: Color, color: Color) -> None:
    picture = stripes() if ground == "stripes" else Image.new("RGB", (200, 300), ground)

    finished, contrast = shaded(picture, top=200, color=color, text=text, areas=[AREA])

    assert contrast >= 7
    assert measured(finished, AREA, text=text) == contrast


def test_detail_behind_text_is_blurred_and_the_rest_is_left() -> None:
    finished, _contrast = shaded(stripes(), top=250, color=RED, text=WHITE, areas=[AREA])

    assert finished.crop((0, 0, 200, 60)).tobytes() == stripes().crop((0, 0, 200, 60)).tobytes()
    darkest, lightest = finished.crop(AREA.box).crop((30, 40, 130, 60)).convert("L").getextrema()
    assert lightest - darkest < 40
