from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail.images.image_operations import ImageTransform
from wagtail.images.models import AbstractImage, Filter
from wagtail.images.rect import Rect

from cms.images.presets import CROPS, ImagePreset


@dataclass(frozen=True, kw_only=True)
class Crop:
    """What remains of an image in one shape, and where it lies: 0 is left or top, 100 right or bottom."""

    width: int
    height: int
    purpose: str | Promise
    x: float
    y: float
    is_small: bool
    """The image is smaller than the size in which it leaves the house, so it will look soft."""

    @property
    def name(self) -> str:
        return f"{self.width}:{self.height}"


def crops(image: AbstractImage) -> Iterator[Crop]:
    """Cut the image as Wagtail will cut it, around its focal point."""
    for preset, (width, height, purpose) in CROPS.items():
        cut = _cut(image, preset)
        wanted = int(preset.value.split("|")[0].removeprefix("fill-").split("x")[0])
        yield Crop(
            width=width,
            height=height,
            purpose=purpose,
            x=_share(cut.left, image.width - cut.width),
            y=_share(cut.top, image.height - cut.height),
            is_small=cut.width < wanted,
        )


def _cut(image: AbstractImage, preset: ImagePreset) -> Rect:
    operation = Filter(spec=preset.value).transform_operations[0]
    # The last step makes the cut smaller, which does not change where it lies.
    return operation.run(ImageTransform((image.width, image.height)), image).get_rect()


def _share(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 50.0
