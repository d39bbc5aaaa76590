from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from wagtail.images.models import Filter

from cms.images.cuts import cut
from cms.images.manifests import names_in
from cms.images.models import CustomImage, CustomRendition
from cms.images.names import mark, private_paths, stem
from cms.images.pictures import Picture, encoded, opened
from cms.images.presets import ImagePreset
from cms.images.variants import ImageFormat


@contextmanager
def picture_of(image: CustomImage) -> Iterator[Picture]:
    with image.open_file() as file:
        yield opened(file, name=image.file.name)


def outdated(images: QuerySet[CustomImage]) -> Iterator[CustomImage]:
    """Yield those with files named for a state that is over: they were public or private, or had no secret names."""
    private = private_paths()
    for image in images.select_related("collection").prefetch_related("renditions"):
        names = {*names_in(image.manifest), *(rendition.file.name for rendition in image.renditions.all())}
        if any(f".{mark(image, private)}." not in name for name in names):
            yield image


def make_renditions(image: CustomImage, picture: Picture) -> None:
    """Make the presets that have not been made of the image as it is cut now, and take away what has an old name."""
    image.renditions.exclude(file__contains=f".{mark(image, private_paths())}.").delete()
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
    # A name of more than a hundred characters would be cut off.
    name = ".".join(part for part in (stem(image), key, shape, quality, form.extension) if part)
    CustomRendition.objects.get_or_create(
        image=image,
        filter_spec=preset.value,
        focal_point_key=key,
        defaults={"file": ContentFile(content, name=name)},
    )
