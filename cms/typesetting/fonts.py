import struct
import unicodedata
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

FOLDER = Path(__file__).parent / "fonts"

# Characters without ink that steer shaping or line breaks; a missing glyph for one of them is no loss.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")

# HarfBuzz itself sets the ordinary hyphen where a font has no non-breaking one.
NON_BREAKING_HYPHEN = 0x2011
HYPHEN = 0x2010


class TypesettingUnavailable(RuntimeError):
    """Raised when this machine cannot set type as the design asks."""


class Face(Enum):
    SANS = "SourceSans3_400Regular.ttf"
    SANS_ITALIC = "SourceSans3_400Regular_Italic.ttf"
    SANS_SEMIBOLD = "SourceSans3_600SemiBold.ttf"
    SANS_BOLD = "SourceSans3_700Bold.ttf"
    SERIF = "SourceSerif4_400Regular.ttf"
    SERIF_SEMIBOLD = "SourceSerif4_600SemiBold.ttf"
    SERIF_BOLD = "SourceSerif4_700Bold.ttf"

    @property
    def path(self) -> Path:
        return FOLDER / self.value


def check_available() -> None:
    """Raise TypesettingUnavailable unless Raqm and every font file are present."""
    if not features.check("raqm"):
        message = (
            "Pillow cannot use Raqm, most likely because FriBiDi is missing: install the system "
            "package libfribidi0. Without it Pillow silently spaces letters badly."
        )
        raise TypesettingUnavailable(message)
    absent = [face.value for face in Face if not face.path.is_file()]
    if absent:
        message = f"Font files are missing from {FOLDER}: {', '.join(absent)}."
        raise TypesettingUnavailable(message)


@lru_cache(maxsize=256)
def load(face: Face, *, size: int) -> ImageFont.FreeTypeFont:
    _require()
    return ImageFont.truetype(face.path, size, layout_engine=ImageFont.Layout.RAQM)


@cache
def _require() -> None:
    check_available()


def missing_characters(text: str, face: Face) -> tuple[str, ...]:
    """Return the visible characters of the text that the face has no glyph for, each once."""
    covered = _covered(face)
    return tuple(
        dict.fromkeys(
            character
            for character in text
            if ord(character) not in covered and not character.isspace() and character not in INVISIBLE
        )
    )


def settable(text: str, face: Face) -> tuple[str, tuple[str, ...]]:
    """Return the text in NFC without what the face cannot set, and the characters dropped."""
    composed = unicodedata.normalize("NFC", text)
    dropped = missing_characters(composed, face)
    covered = _covered(face)
    kept = "".join(
        character for character in composed if ord(character) in covered or character.isspace() or character == "\u00ad"
    )
    return (_without_gaps(kept) if dropped else kept), dropped


def _without_gaps(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    for mark in ".,;:!?)":
        text = text.replace(f" {mark}", mark)
    return text


@cache
def _covered(face: Face) -> frozenset[int]:
    """Read the code points of the face from its cmap table: Pillow does not tell them."""
    _require()
    data = face.path.read_bytes()
    table = _table(data, tag=b"cmap")
    count = struct.unpack_from(">H", data, table + 2)[0]
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, table + 4 + 8 * index)
        if (platform, encoding) == (3, 10):
            points = _groups(data, start=table + offset)
            return points | {NON_BREAKING_HYPHEN} if HYPHEN in points else points
    message = f"{face.value} has no full Unicode cmap (platform 3, encoding 10)."
    raise TypesettingUnavailable(message)


def _table(data: bytes, *, tag: bytes) -> int:
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
    return next(int(offset) for name, _, offset, _ in records if name == tag)


def _groups(data: bytes, *, start: int) -> frozenset[int]:
    """Read a cmap subtable of format 12: groups of first code point, last, glyph."""
    count = struct.unpack_from(">L", data, start + 12)[0]
    points: set[int] = set()
    for index in range(count):
        first, last, glyph = struct.unpack_from(">LLL", data, start + 16 + 12 * index)
        points.update(range(first + (glyph == 0), last + 1))
    return frozenset(points)
