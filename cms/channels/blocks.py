from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

Rendered = TypeVar("Rendered")
Block = Mapping[str, Any]


class RenderError(Exception):
    """A renderer met something it cannot say."""


def heading(text: str, *, key: str, level: int = 2, anchor: str = "") -> Block:
    """Return a heading as if the API had answered it. The key is the id of what it was made of."""
    return {"__typename": "HeadingBlock", "id": key, "headingText": text, "level": level, "anchor": anchor}


def paragraph(html: str, *, key: str) -> Block:
    return {"__typename": "ParagraphBlock", "id": key, "html": html}


def render_blocks(
    body: Iterable[Block], *, renderers: Mapping[str, Callable[[Block], Rendered]], channel: str
) -> list[Rendered]:
    """Render each block with the function for its type. An unknown type is an error: nothing is left out silently."""
    rendered = []
    for block in body:
        name = block["__typename"]
        if name not in renderers:
            message = f"The channel {channel} cannot say a {name}. Add it to BLOCKS in its renderer."
            raise RenderError(message)
        rendered.append(renderers[name](block))
    return rendered
