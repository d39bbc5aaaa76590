import io

from PIL import Image

from cms.typesetting.canvas import Canvas
from cms.typesetting.contrast import BLACK, WHITE
from cms.typesetting.fitting import Box, fit
from cms.typesetting.profiles import srgb_profile
from cms.typesetting.words import Run


def drawn() -> Canvas:
    canvas = Canvas(width=400, height=200, background=WHITE)
    layout = fit([Run(text="Frieden")], box=Box(width=300, height=100), largest=40, floor=40, leading=1.4)
    canvas.text(layout, x=50, y=50, color=BLACK)
    return canvas


def test_jpeg_is_baseline_with_full_color_and_a_profile() -> None:
    picture = Image.open(io.BytesIO(drawn().to_jpeg()))

    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (400, 200))
    assert "progressive" not in picture.info
    assert [sampling[1:3] for sampling in picture.layer] == [(1, 1)] * 3
    assert picture.info["icc_profile"] == srgb_profile()


def test_same_drawing_has_the_same_bytes() -> None:
    assert drawn().to_jpeg() == drawn().to_jpeg()


def test_text_stays_where_it_was_put() -> None:
    picture = Image.open(io.BytesIO(drawn().to_jpeg())).convert("L").point(lambda value: 255 * (value < 128))

    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)

    assert left >= 50
    assert right <= 350
    assert top >= 50
    assert bottom <= 90


def test_rectangle_covers_exactly_its_size() -> None:
    canvas = Canvas(width=100, height=100, background=WHITE)
    canvas.rectangle(x=10, y=20, width=30, height=40, color=BLACK)

    picture = Image.open(io.BytesIO(canvas.to_jpeg())).convert("L").point(lambda value: 255 * (value < 128))

    assert picture.getbbox() == (10, 20, 40, 60)
