from hashlib import sha256
from typing import TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from cms.images.cuts import cut
from cms.images.models import CustomImage, CustomRendition
from cms.images.names import mark, private_paths, stem
from cms.images.pictures import Picture, encoded
from cms.images.presets import ImagePreset
from cms.images.variants import Variant, variants

# The name of a file in the storage, its width and its height. JSON knows no tuples.
File = list[str | int]


class Manifest(TypedDict):
    """What has been made of an image for picture elements: the files of each preset by format, narrow ones first."""

    cut: str
    width: int
    height: int
    presets: dict[str, dict[str, list[File]]]


def storage() -> Storage:
    found: Storage = CustomRendition._meta.get_field("file").storage
    return found


def make_manifest(image: CustomImage, picture: Picture) -> Manifest:
    """Make every file that the storage lacks. A task that was killed goes on where it was."""
    secret = mark(image, private_paths())
    presets = {preset.name: _files(image, picture, preset, secret=secret) for preset in ImagePreset}
    return Manifest(cut=image.cut, width=picture.width, height=picture.height, presets=presets)


def names_in(manifest: Manifest | None) -> set[str]:
    presets = manifest["presets"].values() if manifest else ()
    return {str(name) for formats in presets for files in formats.values() for name, _width, _height in files}


def read(image: CustomImage) -> Manifest | None:
    """Return the manifest unless the image has been cut or replaced since."""
    manifest: Manifest = image.manifest
    return manifest if manifest and manifest["cut"] == image.cut else None


def focus(image: CustomImage) -> tuple[float, float]:
    """Return where the focal point lies, as shares of width and height; the middle when there is none."""
    if image.focal_point_x is None or image.focal_point_y is None:
        return 0.5, 0.5
    manifest = read(image)
    # Wagtail stores the size of the file; a picture that its camera held sideways is shown upright.
    width, height = (manifest["width"], manifest["height"]) if manifest else (image.width, image.height)
    return round(min(image.focal_point_x / width, 1), 4), round(min(image.focal_point_y / height, 1), 4)


def _files(image: CustomImage, picture: Picture, preset: ImagePreset, *, secret: str) -> dict[str, list[File]]:
    formats: dict[str, dict[int, File]] = {}
    for variant in variants(preset):
        pixels = cut(image, picture, shape=variant.shape)
        files = formats.setdefault(variant.format, {})
        # A small image is not enlarged, so that several of its variants would have one width.
        if pixels.width not in files:
            name = _name(image, variant, secret=secret)
            if not storage().exists(name):
                content = encoded(pixels, form=variant.format, quality=variant.quality)
                name = storage().save(name, ContentFile(content))
            files[pixels.width] = [name, pixels.width, pixels.height]
    return {form: list(files.values()) for form, files in formats.items()}


def _name(image: CustomImage, variant: Variant, *, secret: str) -> str:
    """Name a file after all that its content depends on, and so that nobody can guess it."""
    digest = sha256(f"{image.pk}|{image.cut}|{variant.quality}".encode()).hexdigest()[:12]
    return f"images/{stem(image)}.{secret}.{digest}.{variant.shape}.{variant.format.extension}"
