import io

import pytest
from PIL import Image

from cms.typesetting.photos import InvalidPhoto, covering


def jpeg(picture: Image.Image, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=95, **options)
    return stream.getvalue()


def test_a_photo_fills_the_size_around_its_middle() -> None:
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste((200, 0, 0), (150, 0, 250, 200))

    covered = covering(jpeg(picture), width=100, height=200)

    assert covered.size == (100, 200)
    assert covered.getpixel((50, 100))[1] < 20


def test_a_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = Image.new("RGB", (200, 100), "black")
    picture.paste((255, 255, 255), (0, 0, 100, 100))

    covered = covering(jpeg(picture, exif=exif.tobytes()), width=100, height=200)

    assert covered.getpixel((50, 20))[0] > 200
    assert covered.getpixel((50, 180))[0] < 50


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_any_kind_of_photo_becomes_rgb(mode: str) -> None:
    assert covering(jpeg(Image.new(mode, (40, 40))), width=20, height=20).mode == "RGB"


def test_a_broken_profile_is_left_aside() -> None:
    assert covering(jpeg(Image.new("RGB", (40, 40)), icc_profile=b"none"), width=20, height=20).size == (20, 20)


@pytest.mark.parametrize("photo", [b"", b"<svg/>", jpeg(Image.new("RGB", (400, 400)))[:300]])
def test_what_is_no_photo_is_refused(photo: bytes) -> None:
    with pytest.raises(InvalidPhoto, match="cannot be read"):
        covering(photo, width=20, height=20)
