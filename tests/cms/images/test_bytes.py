from bisect import bisect_left
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cms.images.pictures import encoded
from cms.images.variants import QUALITIES, ImageFormat

EXAMPLES = Path(__file__).parents[3] / "cms" / "example" / "images"
SIDE = 8
# The constants of structural similarity (Wang et al. 2004) for 8 bits.
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


@pytest.mark.parametrize("name", ["banners", "book", "circle", "horizon", "steps", "threads"])
@pytest.mark.parametrize(("form", "share"), [(ImageFormat.AVIF, 0.7), (ImageFormat.WEBP, 0.9)])
def test_newer_formats_are_smaller_than_jpeg_of_the_same_quality(name: str, form: ImageFormat, share: float) -> None:
    with Image.open(EXAMPLES / f"{name}.png") as drawn:
        picture = drawn.convert("RGB").resize((480, 270), Image.Resampling.LANCZOS)
    content = encoded(picture, form=form, quality=QUALITIES[form])
    wanted = similarity(picture, content)

    jpeg = smallest_jpeg(picture, similar=wanted)

    assert len(content) <= share * len(jpeg)


def smallest_jpeg(picture: Image.Image, *, similar: float) -> bytes:
    """Return the JPEG of the lowest quality that comes as close to the picture."""
    candidates = [encoded(picture, form="jpeg", quality=quality) for quality in range(40, 101, 2)]
    return candidates[bisect_left(candidates, similar, key=lambda content: similarity(picture, content))]


def similarity(picture: Image.Image, content: bytes) -> float:
    """Return the mean structural similarity of the lightness in blocks of 8 by 8 pixels; 1 is the same picture."""
    pairs = zip(blocks(picture), blocks(Image.open(BytesIO(content))), strict=True)
    found = [_structural(first, second) for first, second in pairs]
    return sum(found) / len(found)


def blocks(picture: Image.Image) -> Iterator[bytes]:
    lightness, (width, height) = picture.convert("L"), picture.size
    for top in range(0, height - SIDE + 1, SIDE):
        for left in range(0, width - SIDE + 1, SIDE):
            yield lightness.crop((left, top, left + SIDE, top + SIDE)).tobytes()


def _structural(first: bytes, second: bytes) -> float:
    count = len(first)
    mean, other = sum(first) / count, sum(second) / count
    variance = sum(value * value for value in first) / count - mean * mean
    other_variance = sum(value * value for value in second) / count - other * other
    together = sum(a * b for a, b in zip(first, second, strict=True)) / count - mean * other
    likeness = (2 * mean * other + C1) * (2 * together + C2)
    return likeness / ((mean * mean + other * other + C1) * (variance + other_variance + C2))
