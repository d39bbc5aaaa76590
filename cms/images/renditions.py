from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from django.core.files.base import ContentFile
from wagtail.images.models import Filter

from cms.images.cuts import cut
from cms.images.models import CustomImage, CustomRendition
from cms.images.pictures import Picture, encoded, opened
from cms.images.presets import ImagePreset
from cms.images.variants import ImageFormat


@contextmanager
def picture_of(image: CustomImage) -> Iterator[Picture]:
    with image.open_file() as file:
        yield opened(file, name=image.file.name)


def make_renditions(image: CustomImage, picture: Picture) -> None:
    """Make the presets that have not been made of the image as it is cut now."""
    made = set(image.renditions.values_list("filter_spec", "focal_point_key"))
    for preset in ImagePreset:
        key = Filter(spec=preset.value).get_cache_key(image)
        if (preset.value, key) not in made:
            _make(image, picture, preset, key=key)


def _make(image: CustomImage, picture: Picture, preset: ImagePreset, *, key: str) -> None:
    shape, *options = preset.value.split("|")
    values = dict(option.split("-", 1) for option in options)
    form = ImageFormat(values["format"])
    quality = values.get(f"{form}quality")
    content = encoded(cut(image, picture, shape=shape), form=form, quality=int(quality) if quality else None)
    stem = PurePath(image.file.name).stem[:40]
    name = ".".join([stem, *([key] if key else []), preset.value.replace("|", "."), form.extension])
    CustomRendition.objects.get_or_create(
        image=image,
        filter_spec=preset.value,
        focal_point_key=key,
        defaults={"file": ContentFile(content, name=name)},
    )
