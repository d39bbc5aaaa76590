from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import File
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Locale, TranslatableMixin

from cms.example.texts import CONTENT
from publications.models import Organisation, Person, Series

FILES = Path(__file__).parent / "files"
MODELS: dict[str, type[TranslatableMixin]] = {"organisations": Organisation, "people": Person, "series": Series}


def load_register(*, german: Locale, english: Locale) -> None:
    """Store whom and what the pages name, in both languages."""
    register: Mapping[str, Any] = yaml.safe_load((CONTENT / "register.yaml").read_text(encoding="utf-8"))
    for name, model in MODELS.items():
        for entry in register[name]:
            first = model(locale=german, **entry["de"])
            second = model(locale=english, translation_key=first.translation_key, **entry["en"])
            for item in (first, second):
                item.full_clean()
                item.save()


def load_file(name: str, *, title: str) -> AbstractDocument:
    """Store one of the files of the example, with what the upload views would note about it."""
    document = get_document_model()(title=title)
    with (FILES / name).open("rb") as content:
        document.file = File(content, name=name)
        document._set_document_file_metadata()  # noqa: SLF001  Wagtail's own upload views call it too.
        document.save()
    return document
