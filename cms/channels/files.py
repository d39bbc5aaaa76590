from mimetypes import guess_extension
from typing import Any

from babel.numbers import format_decimal

from cms.channels.blocks import Block
from cms.channels.wording import Wording

UNITS = ("B", "kB", "MB", "GB")
STEP = 1000


def file_title(block: Block) -> str:
    """Return what a FileBlock is called, or nothing where the file is not for everybody."""
    return str(block["fileTitle"] or block["fileName"])


def file_label(file: Any, *, words: Wording) -> str:
    """Return for example "Wer wir sind (PDF, 214 kB)"."""
    beside = described(file, locale=words.locale)
    return f"{file['title']} ({beside})" if beside else str(file["title"])


def described(file: Any, *, locale: str) -> str:
    """Return what readers want to know before they fetch a file, for example "PDF, 1,2 MB"."""
    parts = (kind(file["fileName"], media_type=file["mediaType"]), size_in_words(file["size"], locale=locale))
    return ", ".join(part for part in parts if part)


def kind(file_name: str, *, media_type: str) -> str:
    """Return the ending of the name in capitals, else what the media type usually ends in."""
    _name, dot, ending = file_name.rpartition(".")
    return (ending if dot else (guess_extension(media_type) or "").lstrip(".")).upper()


def size_in_words(size: int | None, *, locale: str) -> str:
    """Return for example "1,2 MB", in steps of a thousand (IEC 80000-13), or nothing when the size is unknown."""
    if not size:
        return ""
    amount, unit = float(size), 0
    while round(amount) >= STEP and unit < len(UNITS) - 1:
        amount, unit = amount / STEP, unit + 1
    shown = format_decimal(amount, format="#,##0.#" if unit > 1 else "#,##0", locale=locale)
    return f"{shown}\u00a0{UNITS[unit]}"
