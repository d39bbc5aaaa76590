import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import regex
import segno
import typst

from cms.channels import richtext
from cms.channels.blocks import Block, RenderError, render_blocks
from cms.channels.dates import format_period, format_short_day
from cms.channels.links import absolute
from cms.channels.wording import Wording, wording
from cms.transports.base import File, PulledMessage
from cms.typesetting.content import Brand
from cms.typesetting.contrast import WHITE, ensure_contrast, mix, muted, parse_hex
from cms.typesetting.fonts import FOLDER, INVISIBLE, Face, missing_characters
from cms.typesetting.palette import MINIMUM, cover

Node = dict[str, Any]

TEMPLATE = Path(__file__).parent / "leaflet.typ"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
LINKED_SCHEMES = {"http", "https", "mailto", "tel"}

# Fewer words than this read better in one wide column than in two short ones.
WORDS_FOR_COLUMNS = 220

# Signs that Source Sans lacks and the monospaced typeface inside typst has.
SYMBOLS = frozenset("★☆☎☭☮☺✆✉✌♀♂")
REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)


class UnsettableTextError(RenderError):
    """The text holds letters that none of our typefaces has."""


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> PulledMessage:
    content = leaflet(data)
    with press(content, assets=assets) as sheet:
        ...


def _content(data: Mapping[str, Any]) -> dict[str, Any]:
    page, site = data["route"]["page"], data["site"]
    words = wording(page["locale"])
    links = Links(...)
