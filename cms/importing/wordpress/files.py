import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.files import File
from wagtail.documents import get_document_model

from cms.images.models import CustomImage
from cms.importing.limits import MAXIMUM_IMAGE_TITLE
from cms.importing.media import ImageFolder, file_inside, is_inside
from cms.importing.wordpress.catalog import Catalog, file_key

# WordPress keeps smaller copies of each picture beside it: platz-300x200.jpg.
SIZE = re.compile(r"-(?:\d+x\d+|scaled|rotated|e\d{10,})(?=\.\w+$)")
UPLOADS = "/uploads/"
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".heic")


class MapError(Exception):
    """The map of images is no list of addresses and files."""


class Files:
    """Pictures and files of the old site that lie on this machine. Nothing is fetched from anywhere."""

    def __init__(self, catalog: Catalog, *, folder: Path | None, image_map: Path | None) -> None:
        self.catalog = catalog
        self.folder = folder
        self.map_folder = image_map.parent if image_map else Path()
        self.paths = _read_map(image_map) if image_map else {}
        self.images = ImageFolder(folder or Path("/"))
        self.images.notes += [
            f"'{path}' is not used: it lies outside of the folder of the map." for path in self._astray()
        ]
        self._pictures: dict[Path, CustomImage | None] = {}
        self._documents: dict[Path, int] = {}
        self._new_documents: list[Any] = []

    def picture(self, source: str, *, number: str, alt: str) -> CustomImage | None:
        entry = self.catalog.entries.get(number)
        address = entry.url if entry and entry.url else source
        number = number or self.catalog.by_file.get(file_key(SIZE.sub("", source)), "")
        entry = entry or self.catalog.entries.get(number)
        path = self._path(address) or self._path(source) or (self._path(entry.url) if entry else None)
        if path is None or not path.name.lower().endswith(PICTURES):
            return None
        if path not in self._pictures:
            self._pictures[path] = self.images.load(path, source=path.name, alt=alt or (entry.alt if entry else ""))
        return self._pictures[path]

    def document(self, source: str, *, number: str) -> int | None:
        entry = self.catalog.entries.get(number)
        path = self._path(entry.url if entry else source)
        if path is None:
            return None
        if path not in self._documents:
            self._documents[path] = self._store(path)
        return self._documents[path]

    def attachment(self, number: str, *, title: str, alt: str) -> list[str] | None:
        """Store the file of an attachment. Return the words it keeps, or None when it is not here."""
        image = self.picture("", number=number, alt=alt)
        if image is None:
            return [title] if self._titled_document(number, title) else None
        if image in self.images.stored and image.title != title and title:
            image.title = title[:MAXIMUM_IMAGE_TITLE]
            image.save(update_fields=["title"])
        return [text for text in (image.title, image.default_alt_text) if text in {title, alt}]

    def _titled_document(self, number: str, title: str) -> bool:
        entry = self.catalog.entries.get(number)
        if entry is None or entry.url.lower().endswith(PICTURES):
            return False
        primary_key = self.document(entry.url, number=number)
        document = get_document_model().objects.filter(pk=primary_key).first()
        if (
            document is not None
            and document.title != title
            and any(new.pk == document.pk for new in self._new_documents)
        ):
            document.title = title[:MAXIMUM_IMAGE_TITLE]
            document.save(update_fields=["title"])
        return document is not None and document.title == title

    def forget(self) -> None:
        """Delete the files of an import that was only tried; the database has forgotten them already."""
        self.images.remove_files()
        for document in self._new_documents:
            document.file.delete(save=False)

    def _store(self, path: Path) -> int:
        model = get_document_model()
        document = model(title=path.name)
        with path.open("rb") as file:
            document.file = File(file, name=path.name)
            document._set_document_file_metadata()  # noqa: SLF001  Wagtail has no public way; its own save calls it.
            existing = model.objects.filter(file_hash=document.file_hash).first()
            if existing is not None:
                return int(existing.pk)
            document.save()
        self._new_documents.append(document)
        return int(document.pk)

    def _path(self, source: str) -> Path | None:
        if not source:
            return None
        mapped = self.paths.get(source) or self.paths.get(SIZE.sub("", source))
        if mapped:
            return file_inside(self.map_folder, name=mapped)
        if self.folder is None:
            return None
        found = (file_inside(self.folder, name=name) for name in _names(source))
        return next((path for path in found if path), None)

    def _astray(self) -> list[str]:
        """Return what the map names outside of its folder: one that came with an export opens no other files."""
        return [path for path in dict.fromkeys(self.paths.values()) if not is_inside(self.map_folder, name=path)]


def _names(source: str) -> list[str]:
    """Return where a picture may lie in the folder: as in wp-content/uploads, as on the server, or just by its name."""
    try:
        path = unquote(urlsplit(source).path).lstrip("/")
    except ValueError:
        return []
    names = [f"/{path}".split(UPLOADS, 1)[1]] if UPLOADS in f"/{path}" else []
    names += [path, path.rsplit("/", 1)[-1]]
    originals = [SIZE.sub("", name) for name in names]
    return [name for name in dict.fromkeys([*originals, *names]) if name]


def _read_map(path: Path) -> dict[str, str]:
    """Read {"address": "file"} or lines of address, tab, file. Files are in the map's folder or in folders below it."""
    try:
        text = path.read_text("utf-8-sig")
        pairs = json.loads(text) if text.lstrip().startswith("{") else _lines(text)
        return {str(address): str(file) for address, file in pairs.items()}
    except (OSError, ValueError, AttributeError) as error:
        message = f"{path} is no map of images: give JSON or lines of an address, a tab and a file. {error}"
        raise MapError(message) from error


def _lines(text: str) -> dict[str, str]:
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    return {row[0].strip(): row[1].strip() for row in rows if _is_pair(row)}


def _is_pair(row: list[str]) -> bool:
    if len(row) == 2:  # noqa: PLR2004  An address and a file.
        return True
    message = f"'{' '.join(row)[:80]}' is not an address, a tab and a file."
    raise ValueError(message)
