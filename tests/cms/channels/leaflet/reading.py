import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

BINARIES = Path(sys.executable).parent
FURNITURE = re.compile(r"^(•|\d+\.)$")
PARTED = re.compile(r"\u00ad\s+|(?<=-)\n")
FOOTER = re.compile(r"^(Herausgegeben von .* · .*|\d+\s*/\s*\d+)$", re.MULTILINE)


def text_of(pdf: bytes) -> str:
    """Return the text in the order in which it is painted."""
    return _run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], content=pdf).decode()


def words_of(pdf: bytes) -> list[str]:
    """Return the words, joined again where lines part them, without bullets, numbers of lists and footers."""
    whole = PARTED.sub("", FOOTER.sub("", text_of(pdf).replace("\f", "\n")))
    return [word for word in whole.split() if not FURNITURE.match(word)]


def codes_in(pdf: bytes, folder: Path) -> set[str]:
    """Return what a telephone would read from the QR codes of the printed pages."""
    _run(["pdftoppm", "-r", "100", "-png", "-", str(folder / "page")], content=pdf)
    pictures = sorted(str(path) for path in folder.glob("*.png"))
    return set(_run(["zbarimg", "--raw", "-q", *pictures]).decode().split())


def complaints_about(pdf: bytes, folder: Path) -> str:
    """Return what outloud finds wrong, nothing when it passes without errors and warnings."""
    path = folder / "leaflet.pdf"
    path.write_bytes(pdf)
    report = _run([str(BINARIES / "outloud"), "--fail-on", "never", str(path)]).decode()
    return "" if "0 error(s), 0 warning(s)" in report else report


def links_of(pdf: bytes) -> list[str]:
    annotations = [note.get_object() for page in PdfReader(BytesIO(pdf)).pages for note in page.get("/Annots", [])]
    return [note["/A"]["/URI"] for note in annotations]


def structure_of(pdf: bytes) -> list[tuple[str, str]]:
    """Return the tags with their alternative texts, in reading order."""
    root: Any = PdfReader(BytesIO(pdf)).trailer["/Root"]
    return list(_tags(root["/StructTreeRoot"]["/K"]))


def _tags(node: Any) -> Iterator[tuple[str, str]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]).removeprefix("/"), str(node.get("/Alt", ""))
        yield from _tags(node.get("/K", ArrayObject()))


def _run(command: list[str], *, content: bytes | None = None) -> bytes:
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout
