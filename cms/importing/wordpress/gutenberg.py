import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cms.importing.wordpress import shortcodes
from cms.importing.wordpress.paragraphs import with_paragraphs

DELIMITER = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*)\s+"
    r"(?P<attributes>\{(?:(?!\}\s+/?-->).)*\}\s+)?(?P<empty>/)?-->",
    re.DOTALL,
)
# What these show stands in their HTML, which is read like any other.
STATIC = frozenset(
    "paragraph heading list list-item quote pullquote image gallery group columns column row stack cover media-text"  # noqa: SIM905  Names in rows read best.
    " table button buttons embed file audio video code preformatted verse separator spacer html freeform shortcode"
    " details more nextpage footnotes classic".split()
)
EMBEDS = "core-embed/"
CLASSIC = frozenset({"freeform", "classic"})
# Their attributes hold words that stand in no HTML: {"content": "…"}.
WORDY = re.compile(r"[^\W\d_]{2}.*\s.*[^\W\d_]{2}", re.DOTALL)


@dataclass(kw_only=True)
class Prepared:
    """HTML of a post in which nothing of the editor is left, with what was found on the way."""

    html: str
    unknown_blocks: Counter[str] = field(default_factory=Counter)
    empty_blocks: Counter[str] = field(default_factory=Counter)


def prepare(content: str) -> Prepared:
    """Turn what either editor stored into HTML as readers got it, with <wp-…> elements for what was made later."""
    prepared = Prepared(html="")
    parts: list[str] = []
    has_blocks = bool(DELIMITER.search(content))
    open_blocks: list[str] = []
    position = 0
    for match in DELIMITER.finditer(content):
        parts.append(_html(content[position : match.start()], open_blocks=open_blocks, has_blocks=has_blocks))
        position = match.end()
        if match["end"]:
            _close(open_blocks, match["name"])
        else:
            _open(match, prepared=prepared, open_blocks=open_blocks)
            parts.append(_latent(match))
    parts.append(_html(content[position:], open_blocks=open_blocks, has_blocks=has_blocks))
    prepared.html = "\n".join(parts)
    return prepared


def segments(content: str) -> list[str]:
    """Return what stands between the marks of the block editor."""
    parts = []
    position = 0
    for match in DELIMITER.finditer(content):
        parts.append(content[position : match.start()])
        position = match.end()
    return [*parts, content[position:]]


def attribute_texts(content: str) -> list[tuple[str, str]]:
    """Return the texts that blocks keep in their attributes while they have no HTML of their own."""
    return [
        (match["name"], text)
        for match in DELIMITER.finditer(content)
        if match["empty"]
        for text in _strings(settings_of(match))
        if WORDY.search(text)
    ]


def _html(text: str, *, open_blocks: list[str], has_blocks: bool) -> str:
    is_classic = not open_blocks or open_blocks[-1] in CLASSIC
    if is_classic and (not has_blocks or text.strip()):
        return with_paragraphs(shortcodes.as_markup(text, separator="\n\n"))
    return shortcodes.as_markup(text)


def _open(match: re.Match[str], *, prepared: Prepared, open_blocks: list[str]) -> None:
    name = match["name"].removeprefix("core/")
    is_known = name in STATIC or name.startswith(EMBEDS)
    if match["empty"]:
        if not is_known:
            prepared.empty_blocks[name] += 1
        return
    if not is_known:
        prepared.unknown_blocks[name] += 1
    open_blocks.append(match["name"])


def _close(open_blocks: list[str], name: str) -> None:
    if name in open_blocks:
        while open_blocks.pop() != name:
            pass


def _latent(match: re.Match[str]) -> str:
    """Return an element for what a block shows without any HTML: an embed that was never fetched, a gallery of ids."""
    if not match["empty"]:
        return ""
    attributes = settings_of(match) or {}
    name = match["name"].removeprefix("core/")
    if name == "gallery" and attributes.get("ids"):
        ids = " ".join(str(number) for number in attributes["ids"]) if isinstance(attributes["ids"], list) else ""
        return f'<wp-gallery data-ids="{ids}"></wp-gallery>'
    return ""


def settings_of(match: re.Match[str]) -> dict[str, Any] | None:
    """Return the settings of a block, or None when they cannot be read; broken ones may hold the text that follows."""
    try:
        found = json.loads(match["attributes"] or "{}")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
