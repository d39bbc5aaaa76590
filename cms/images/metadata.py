import re
import struct
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from zlib import crc32

from PIL import ExifTags, Image

EXIF_HEADER = b"Exif\0\0"
UPRIGHT = 1

# A marker of JPEG: within pixels, 0xFF is followed by 0 or by the number of a restart.
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
JPEG_END, JPEG_SCAN, JPEG_COMMENT = 0xD9, 0xDA, 0xFE
APPLICATION_SEGMENTS = range(0xE0, 0xF0)
# What says how pixels are to be read; all other segments of applications say something about the picture.
NEEDED_SEGMENTS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_METADATA = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}

WEBP_METADATA = {b"EXIF", b"XMP "}
WEBP_HAS_XMP, WEBP_HAS_EXIF = 0x04, 0x08


def without_metadata(content: bytes) -> bytes:
    """Return the file of a picture without what was written into it about the picture: place, time, owner, previews.

    Pixels, color profile and which side is up stay as they are. Files that are neither JPEG, PNG nor WebP are returned
    unchanged.
    """
    with Image.open(BytesIO(content)) as picture:
        bare = FORMATS.get(picture.format or "")
        return bare(content, _orientation(picture)) if bare else content


def _orientation(picture: Image.Image) -> bytes:
    """Return Exif that says which side is up and nothing else; nothing where the picture stands upright."""
    try:
        found = picture.getexif().get(ExifTags.Base.Orientation, UPRIGHT)
    except (SyntaxError, ValueError, struct.error):
        # Exif that cannot be read turns no picture.
        found = UPRIGHT
    if found == UPRIGHT:
        return b""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = found
    return exif.tobytes().removeprefix(EXIF_HEADER)


def _bare_jpeg(content: bytes, orientation: bytes) -> bytes:
    exif = EXIF_HEADER + orientation
    upright = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif if orientation else b""
    kept = [segment for marker, segment in _segments(content) if _is_needed(marker, segment)]
    return b"".join([content[:2], upright, *kept])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker with its segment, and the pixels together with the scan that they belong to.

    The end of the picture is the end of the file: previews and films that cameras hang on it are left out.
    """
    position = 2
    while match := MARKER.search(content, position):
        marker, begin = content[match.start() + 1], match.start()
        if marker == JPEG_END:
            yield marker, match[0]
            return
        position = begin + 2 + int.from_bytes(content[begin + 2 : begin + 4])
        if marker == JPEG_SCAN:
            following = MARKER.search(content, position)
            position = following.start() if following else len(content)
        yield marker, content[begin:position]


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker in APPLICATION_SEGMENTS:
        return marker in NEEDED_SEGMENTS and segment[4:].startswith(NEEDED_SEGMENTS[marker])
    return marker != JPEG_COMMENT


def _bare_png(content: bytes, orientation: bytes) -> bytes:
    header, *others = (chunk for kind, chunk in _png_chunks(content) if kind not in PNG_METADATA)
    upright = _png_chunk(b"eXIf", orientation) if orientation else b""
    return b"".join([PNG_SIGNATURE, header, upright, *others])


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(PNG_SIGNATURE)
    while position < len(content):
        size, kind = int.from_bytes(content[position : position + 4]), content[position + 4 : position + 8]
        # Before the data stand its size and its kind, behind it a checksum.
        end = position + 12 + size
        yield kind, content[position:end]
        position = end if kind != b"IEND" else len(content)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))


def _bare_webp(content: bytes, orientation: bytes) -> bytes:
    chunks = [(kind, data) for kind, data in _webp_chunks(content) if kind not in WEBP_METADATA]
    if orientation:
        chunks.append((b"EXIF", orientation))
    body = b"WEBP" + b"".join(_webp_chunk(kind, data, has_exif=bool(orientation)) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    while position < len(content):
        kind, size = content[position : position + 4], int.from_bytes(content[position + 4 : position + 8], "little")
        yield kind, content[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _webp_chunk(kind: bytes, data: bytes, *, has_exif: bool) -> bytes:
    if kind == b"VP8X":
        # Flags say which other chunks there are.
        flags = data[0] & ~(WEBP_HAS_EXIF | WEBP_HAS_XMP) | WEBP_HAS_EXIF * has_exif
        data = bytes([flags]) + data[1:]
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


# By Pillow's names. A JPEG with previews behind it is an MPO.
FORMATS: Mapping[str, Callable[[bytes, bytes], bytes]] = {
    "JPEG": _bare_jpeg,
    "MPO": _bare_jpeg,
    "PNG": _bare_png,
    "WEBP": _bare_webp,
}
