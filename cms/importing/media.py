import warnings
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from cms.images.models import CustomImage
from cms.importing.limits import MAXIMUM_ALT_TEXT
from cms.importing.words import shortened


class ImageFolder:
    """Pictures beside a document. A picture that is already there, byte for byte, is used again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes: list[str] = []
        self.stored: list[CustomImage] = []

    def find(self, source: str, *, alt: str = "") -> CustomImage | None:
        path = file_inside(self.folder, name=source)
        return None if path is None else self.load(path, source=source, alt=alt)

    def load(self, path: Path, *, source: str, alt: str) -> CustomImage | None:
        problem = _problem_with(path)
        if problem:
            self.notes.append(f"'{source}' is not used: {problem}")
            return None
        return self._load(path, source=source, alt=alt)

    def remove_files(self) -> None:
        """Delete what was stored for an import that failed; the database has forgotten it already."""
        for image in self.stored:
            # A file that was never stored has the name it had outside, which may be another file's name in the storage.
            if image.file._committed:  # noqa: SLF001  Django has no public way to ask.
                image.file.delete(save=False)

    def _load(self, path: Path, *, source: str, alt: str) -> CustomImage:
        model: Callable[..., CustomImage] = get_image_model()
        kept = shortened(alt, limit=MAXIMUM_ALT_TEXT)
        with path.open("rb") as file:
            image = model(title=path.stem, file=ImageFile(file, name=path.name), alt_de=kept, alt_en=kept)
            image.file_size = path.stat().st_size
            image._set_file_hash()  # noqa: SLF001  Wagtail has no public way; its upload views call it too.
            existing = CustomImage.objects.filter(file_hash=image.file_hash).first()
            if existing is not None:
                return existing
            self.stored.append(image)
            image.save()
        if not alt:
            self.notes.append(f"'{source}' has no alt text yet.")
        elif kept != alt:
            self.notes.append(f"The alt text of '{source}' was cut to {MAXIMUM_ALT_TEXT} characters.")
        return image


def file_inside(folder: Path, *, name: str) -> Path | None:
    """Return a file of a folder, and None for one that lies outside of it or is not there."""
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        # Names that are too long or hold NUL, and links that lead in a circle.
        return None


def is_inside(folder: Path, *, name: str) -> bool:
    """Say whether a file would lie in the folder, wherever links lead, though it may not be there."""
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _problem_with(path: Path) -> str | None:
    suffix = path.suffix.lower()
    if suffix.removeprefix(".") not in settings.WAGTAILIMAGES_EXTENSIONS:
        return f"names of pictures end in {', '.join(settings.WAGTAILIMAGES_EXTENSIONS)}."
    try:
        with warnings.catch_warnings(action="error", category=PillowImage.DecompressionBombWarning):
            _verify(path, kind=PillowImage.registered_extensions()[suffix])
    except (PillowImage.DecompressionBombWarning, PillowImage.DecompressionBombError):
        return "it has too many pixels."
    except Exception:  # noqa: BLE001  Each of Pillow's decoders has errors of its own.
        return f"it is no {suffix.removeprefix('.').upper()} picture that can be read."
    return None


def _verify(path: Path, *, kind: str) -> None:
    with PillowImage.open(path, formats=[kind]) as picture:
        picture.verify()
