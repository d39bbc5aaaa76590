import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from math import floor
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst

from cms.channels.blocks import RenderError
from cms.typesetting.fonts import FOLDER

Node = dict[str, Any]

TEMPLATE = Path(__file__).parents[1] / "leaflet.typ"
STANDARDS: Final[list[Any]] = ["ua-1", "a-2a"]

# Type sizes in points. Within them the text grows or shrinks to fill its pages.
SMALLEST, SIZE, LARGEST = 9.5, 10.5, 12.5

# A longer leaflet takes seconds to lay out, and nobody sees from its pages how well the last of them is filled.
MOST_FITTED_PAGES = 8

# Points kept free below balanced columns for what cannot be parted: headings, first and last lines, images.
SLACKS = (18, 40, 90)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A leaflet laid out in one type size, not yet written to a file."""

    compiler: typst.Compiler
    columns: int
    size: float
    pages: int
    text_page: int
    """The page on which the text ends."""
    room: float
    """How far the columns of that page could be shortened if both were equally long, in points."""
    scale: float
    """By how much the text could grow, or must shrink, to fill the pages and leave none to the contact panel alone."""
    saving: float
    """By how much the text must shrink to need a page less."""

    def pdf(self, *, now: datetime) -> bytes:
        pdf = self.compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=int(now.timestamp()))
        return b"".join(_pages(pdf))

    def png(self, *, ppi: int) -> tuple[bytes, ...]:
        return _pages(self.compiler.compile(format="png", ppi=ppi))


@contextmanager
def laid_out(content: Node, *, assets: Mapping[str, bytes]) -> Iterator[Sheet]:
    """Lay the content out where typst finds the images and nothing else. Whatever typst refuses is a RenderError."""
    with TemporaryDirectory() as folder:
        copyfile(TEMPLATE, Path(folder) / TEMPLATE.name)
        for url, image in assets.items():
            (Path(folder) / file_name(url)).write_bytes(image)
        try:
            yield _balanced(content, folder=folder)
        # Queries raise RuntimeError, compilation its subclass TypstError with more to say.
        except RuntimeError as error:
            message = f"The leaflet cannot be typeset: {getattr(error, 'diagnostic', error)}"
            raise RenderError(message) from error


def _balanced(content: Node, *, folder: str) -> Sheet:
    """Make the last columns equally long, unless that costs a page."""
    sheet = _filled(content, folder=folder)
    is_long = sheet.pages > MOST_FITTED_PAGES
    if is_long or sheet.columns == 1 or sheet.text_page < sheet.pages:
        return sheet
    fillers = (sheet.room - slack for slack in SLACKS if sheet.room > slack)
    balanced = (
        _sheet(content, folder=folder, columns=sheet.columns, size=sheet.size, filler=filler) for filler in fillers
    )
    return next((candidate for candidate in balanced if candidate.pages == sheet.pages), sheet)


def _filled(content: Node, *, folder: str) -> Sheet:
    """Set the text as large as its pages allow; in two columns where one would need a second page."""
    sheet = _sheet(content, folder=folder, columns=content["columns"], size=SIZE)
    if sheet.columns == 1 and sheet.pages > 1:
        sheet = _sheet(content, folder=folder, columns=2, size=SIZE)
    if sheet.pages > MOST_FITTED_PAGES:
        return sheet
    saving = _quarter(SIZE * sheet.saving)
    if saving >= SMALLEST:
        saved = _sheet(content, folder=folder, columns=sheet.columns, size=saving)
        if saved.pages < sheet.pages:
            return saved
    filling = min(max(_quarter(SIZE * sheet.scale), SMALLEST), LARGEST)
    filled = _sheet(content, folder=folder, columns=sheet.columns, size=filling)
    return filled if filled.pages <= sheet.pages else sheet


def _quarter(size: float) -> float:
    return floor(size * 4) / 4


def _sheet(content: Node, *, folder: str, columns: int, size: float, filler: float = 0) -> Sheet:
    inputs = {"content": json.dumps(content), "columns": columns, "size": size, "filler": round(filler, 1)}
    compiler = typst.Compiler(
        Path(folder) / TEMPLATE.name,
        root=folder,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={name: str(value) for name, value in inputs.items()},
    )
    measures = json.loads(compiler.query("<measures>", field="value", one=True))
    return Sheet(compiler=compiler, columns=columns, size=size, **measures)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER])


def _pages(output: bytes | list[bytes] | None) -> tuple[bytes, ...]:
    return (output,) if isinstance(output, bytes) else tuple(output or ())


def file_name(url: str) -> str:
    return sha256(url.encode()).hexdigest()
