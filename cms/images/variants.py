from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cms.images.presets import ImagePreset


class ImageFormat(StrEnum):
    """The formats of pictures, the smallest files first."""

    AVIF = "avif"
    WEBP = "webp"
    PNG = "png"
    JPEG = "jpeg"

    @property
    def media_type(self) -> str:
        return f"image/{self}"

    @property
    def extension(self) -> str:
        return "jpg" if self == ImageFormat.JPEG else str(self)


# AVIF at 65 looks like JPEG at 80 and is less than half its size (tests/cms/images/test_bytes.py).
QUALITIES = {ImageFormat.AVIF: 65, ImageFormat.WEBP: 80, ImageFormat.JPEG: 80}

# The widths in which each preset can be had. Presets of one shape share their files.
WIDTHS = {
    ImagePreset.WIDE: (400, 800, 1200, 1600),
    ImagePreset.CARD: (400, 800),
    ImagePreset.PORTRAIT: (540, 1080),
    ImagePreset.SQUARE: (540, 1080),
    ImagePreset.STORY: (540, 1080),
    ImagePreset.SHARE: (1200,),
    ImagePreset.LOGO: (240, 480),
    ImagePreset.CONTENT: (600, 1200),
}


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A preset in one width and one format. Its shape is an operation of Wagtail's."""

    shape: str
    format: ImageFormat

    @property
    def quality(self) -> int | None:
        return QUALITIES.get(self.format)


def variants(preset: ImagePreset) -> Iterator[Variant]:
    """Yield the files of a preset: each format in each width, narrow ones first."""
    operation, _, size = preset.value.partition("|")[0].partition("-")
    width, height = (int(side) for side in size.split("x"))
    known_by_all = ImageFormat.PNG if "format-png" in preset.value else ImageFormat.JPEG
    for form in (ImageFormat.AVIF, ImageFormat.WEBP, known_by_all):
        for wanted in WIDTHS[preset]:
            yield Variant(shape=f"{operation}-{wanted}x{round(height * wanted / width)}", format=form)
