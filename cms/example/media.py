from pathlib import Path

from django.core.files.images import ImageFile

from cms.example.texts import entries
from cms.images.models import CustomImage
from cms.images.tasks import create_renditions

IMAGES = Path(__file__).parent / "images"
LOGO = "logo.png"

Images = dict[str, CustomImage]


def load_images() -> Images:
    """Store the pictures and return them by file name."""
    return {entry["file"]: _load(**entry) for entry in entries("images.yaml")}


def _load(*, file: str, title: str, alt_de: str, alt_en: str, focal_point: list[int]) -> CustomImage:
    image = CustomImage(title=title, alt_de=alt_de, alt_en=alt_en, credit="House CMS", license="CC0-1.0")
    x, y, width, height = focal_point
    image.focal_point_x, image.focal_point_y = x, y
    image.focal_point_width, image.focal_point_height = width, height
    with (IMAGES / file).open("rb") as picture:
        image.file = ImageFile(picture, name=file)
        image._set_image_file_metadata()  # noqa: SLF001  Wagtail's own upload views call it too; there is no public way.
        image.full_clean()
        image.save()
    return image


def create_all_renditions() -> None:
    """Do now what the background worker would do soon, so that pictures show at once."""
    for pk in CustomImage.objects.values_list("pk", flat=True):
        create_renditions.call(pk)
