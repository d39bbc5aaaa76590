from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape

from cms.importing.limits import MAXIMUM_HEADING

BlockData = tuple[str, Any]
# Returns the attributes of the opening tag, or None for a link that leads nowhere.
LinkResolver = Callable[[str], dict[str, str] | None]
# Returns the id of the image, or None when there is no such picture.
ImageResolver = Callable[[str, str], int | None]


@dataclass(kw_only=True)
class Conversion:
    """Blocks made of Markdown, with what could not be kept as it was."""

    title: str | None = None
    blocks: list[BlockData] = field(default_factory=list)
    links: int = 0
    dead_links: list[str] = field(default_factory=list)
    missing_images: list[str] = field(default_factory=list)
    # The alt texts of missing images are kept as text, so they count as words that arrived.
    missing_alt_texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def sections(self) -> int:
        return sum(1 for name, _value in self.blocks if name == "heading")


def heading_block(text: str, *, level: int) -> BlockData:
    """Return a heading, or a bold paragraph when the text is longer than headings can be."""
    if len(text) > MAXIMUM_HEADING:
        return "paragraph", {"text": f"<p><b>{escape(text)}</b></p>"}
    return "heading", {"text": text, "level": str(level)}
