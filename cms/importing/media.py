from collections.abc import Callable
from pathlib import Path

from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model

from cms.images.models import CustomImage


class ImageFolder:
    """Pictures beside a document. A picture that is already there, byte for byte, is used again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.without_alt: list[str] = []

    def find(self, source: str, alt: str = "") -> CustomImage | None:
        path = (self.folder / source).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file() or not _is_picture(path):
            return None
        model: Callable[..., CustomImage] = get_image_model()
        with path.open("rb") as file:
            image = model(title=path.stem, file=ImageFile(file, name=path.name), alt_de=alt, alt_en=alt)
            image.file_size = path.stat().st_size
            image._set_file_hash()  # noqa: SLF001  Wagtail has no public way; its upload views call it too.
            existing = CustomImage.objects.filter(file_hash=image.file_hash).first()
            if existing is not None:
                return existing
            image.save()
        if not alt:
            self.without_alt.append(source)
        return image


def _is_picture(path: Path) -> bool:
    try:
        with PillowImage.open(path) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError):
        return False
    return True
