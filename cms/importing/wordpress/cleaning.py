import codecs
import re
from collections.abc import Iterator
from pathlib import Path

CHUNK = 256 * 1024
# WordPress writes these into XML, where no parser may accept them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
REFERENCE = re.compile(r"&#(?:[0-8]|1[124-9]|2\d|3[01]|[xX](?:0?[0-8bBcCeEfF]|1[0-9a-fA-F])|65534|65535);")
REFERENCE_START = re.compile(r"&#?[xX]?\w{0,5}$")
DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=["']([\w.-]+)["']""")
DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")


class CleanFile:
    """An XML file read as UTF-8 without what XML forbids; counts what it left out."""

    def __init__(self, path: Path) -> None:
        self.control_characters = 0
        self.broken_characters = 0
        self._chunks = self._read(path)
        self._waiting = b""

    def read(self, size: int = -1) -> bytes:
        while not self._waiting or size < 0:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._waiting += chunk
        length = len(self._waiting) if size < 0 else size
        given, self._waiting = self._waiting[:length], self._waiting[length:]
        return given

    def _read(self, path: Path) -> Iterator[bytes]:
        with path.open("rb") as file:
            start = file.read(CHUNK)
            decoder = codecs.getincrementaldecoder(_encoding(start))("replace")
            text = DECLARATION.sub("", decoder.decode(start))
            for raw in iter(lambda: file.read(CHUNK), b""):
                # A reference may be cut in two where a chunk ends.
                cut = match.start() if (match := REFERENCE_START.search(text)) else len(text)
                yield self._clean(text[:cut])
                text = text[cut:] + decoder.decode(raw)
            yield self._clean(text + decoder.decode(b"", final=True))

    def _clean(self, text: str) -> bytes:
        self.broken_characters += text.count("\ufffd")
        text, forbidden = FORBIDDEN.subn("", text)
        text, references = REFERENCE.subn("", text)
        self.control_characters += forbidden + references
        return text.encode("utf-8", "replace")


def _encoding(start: bytes) -> str:
    declared = DECLARED.match(start)
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return "utf-8-sig" if codecs.lookup(name).name == "utf-8" else name
    except LookupError:
        return "utf-8-sig"
