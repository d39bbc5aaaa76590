from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from cms.images import pictures
from cms.images.pictures import TooManyPixelsError, UnreadablePictureError, encoded, opened

RED = (168, 18, 26)
GPS, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B
TURNED_RIGHT = 6


def stored(picture: Image.Image, form: str = "JPEG", **options: Any) -> BytesIO:
    content = BytesIO()
    picture.save(content, form, **options)
    content.seek(0)
    return content


def exif(**_kwargs: Any) -> Image.Exif:
    data = Image.Exif()
    data[ORIENTATION], data[ARTIST] = TURNED_RIGHT, "Rosa"
    data.get_ifd(GPS).update({1: "N", 2: (52.0, 30.0, 0.0)})
    return data


@pytest.mark.parametrize("form", ["jpeg", "png", "webp", "avif"])
def test_nothing_of_what_a_camera_wrote_leaves(form: str) -> None:
    file = stored(Image.new("RGB", (80, 40), RED), exif=exif())
    assert dict(Image.open(file).getexif().get_ifd(GPS)) != {}

    content = encoded(opened(file, name="a.jpg").pixels, form=form, quality=None if form == "png" else 80)

    assert dict(Image.open(BytesIO(content)).getexif()) == {}
    assert b"Rosa" not in content


def test_a_picture_taken_sideways_stands_upright() -> None:
    picture = opened(stored(Image.new("RGB", (80, 40), RED), exif=exif()), name="a.jpg")

    assert (picture.width, picture.height) == picture.pixels.size == (40, 80)


def test_a_large_photograph_is_decoded_at_a_fraction_and_keeps_its_size() -> None:
    picture = opened(stored(Image.new("RGB", (10000, 5000), RED)), name="a.jpg")

    assert (picture.width, picture.height) == (10000, 5000)
    assert picture.pixels.size == (5000, 2500)
    assert picture.scale == 0.5


@pytest.mark.parametrize("form", ["png", "webp", "avif"])
def test_transparency_stays_where_the_format_has_it(form: str) -> None:
    picture = opened(stored(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"), name="a.png")

    content = encoded(picture.pixels, form=form, quality=None)

    assert Image.open(BytesIO(content)).convert("RGBA").getpixel((20, 20))[3] == 0


def test_transparency_becomes_white_in_jpeg() -> None:
    picture = opened(stored(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"), name="a.png")

    content = encoded(picture.pixels, form="jpeg", quality=80)

    assert Image.open(BytesIO(content)).getpixel((20, 20)) == (255, 255, 255)


def test_of_an_animation_the_first_frame_is_shown() -> None:
    frames = [Image.new("RGB", (40, 40), color) for color in (RED, (0, 0, 255))]

    picture = opened(stored(frames[0], "GIF", save_all=True, append_images=frames[1:]), name="a.gif")

    assert picture.pixels.getpixel((20, 20)) == RED


def test_printers_colors_become_those_of_screens() -> None:
    picture = opened(stored(Image.new("CMYK", (40, 40), (0, 255, 255, 0))), name="a.jpg")

    red, green, blue = picture.pixels.getpixel((20, 20))
    assert red > 200
    assert max(green, blue) < 60


def test_colors_are_turned_into_srgb_and_the_profile_is_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    picture = opened(stored(Image.new("RGB", (40, 40), RED), "PNG", icc_profile=profile), name="a.png")

    assert picture.pixels.getpixel((20, 20)) == RED
    assert "icc_profile" not in picture.pixels.info


def test_a_broken_profile_does_no_harm() -> None:
    picture = opened(stored(Image.new("RGB", (40, 40), RED), "PNG", icc_profile=b"nonsense"), name="a.png")

    assert picture.pixels.getpixel((20, 20)) == RED


def test_sixteen_bits_a_pixel_keep_their_shades() -> None:
    picture = opened(stored(Image.new("I;16", (40, 40), 32768), "PNG"), name="a.png")

    assert picture.pixels.getpixel((20, 20)) == (128, 128, 128)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_what_is_no_picture_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(UnreadablePictureError, match=r"a\.png is damaged"):
        opened(BytesIO(content), name="a.png")


def test_half_a_picture_is_damaged() -> None:
    whole = (Path(__file__).parents[3] / "cms/example/images/threads.png").read_bytes()

    with pytest.raises(UnreadablePictureError):
        opened(BytesIO(whole[: len(whole) // 2]), name="a.png")


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAXIMUM_PIXELS", 99)

    with pytest.raises(TooManyPixelsError, match="10 x 10 pixels, more than 99"):
        opened(stored(Image.new("1", (10, 10)), "PNG"), name="a.png")


def test_a_decompression_bomb_is_refused() -> None:
    bomb = stored(Image.new("1", (20000, 20000)), "PNG")

    with pytest.raises((UnreadablePictureError, TooManyPixelsError)):
        opened(bomb, name="a.png")
