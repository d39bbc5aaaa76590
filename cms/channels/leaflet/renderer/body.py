import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from cms.channels import richtext
from cms.channels.additions import whole_body
from cms.channels.blocks import Block, render_blocks
from cms.channels.facts import credit
from cms.channels.leaflet.renderer.sheet import Node, file_name
from cms.channels.plainer import plainer
from cms.channels.wording import Wording

LINE_END = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")


def body(page: Mapping[str, Any], *, words: Wording) -> list[Node]:
    """Return key points and text as the nodes that the template draws."""
    points = page.get("keyPoints") or []
    opening = [_box(heading=words.key_points, points=points)] if points else []
    said = plainer(whole_body(page, words=words), words=words, own={"TableBlock"})
    prepared = [{**block, "words": words} for block in said]
    blocks = render_blocks(prepared, renderers=BLOCKS, channel="leaflet")
    return _outlined([*opening, *(node for nodes in blocks for node in nodes)])


def text_node(text: str) -> Node | None:
    return {"text": text} if text else None


def _heading(block: Block) -> list[Node]:
    return [{"kind": "heading", "level": block["level"], "text": block["headingText"]}]


def _paragraphs(block: Block) -> list[Node]:
    return [_rich(node) for node in richtext.parse(block["html"])]


def _rich(node: richtext.Node) -> Node:
    if isinstance(node, richtext.Paragraph):
        return {"kind": "paragraph", "runs": [asdict(run) | {"text": _spaced(run.text)} for run in node.runs]}
    items = [[_rich(child) for child in item.nodes] for item in node.items]
    return {"kind": "list", "ordered": node.ordered, "items": items}


def _spaced(text: str) -> str:
    """Read line ends of the HTML as spaces; a run that is nothing else is a line break."""
    return text if text == "\n" else LINE_END.sub(" ", text)


def _quote(block: Block) -> list[Node]:
    return [{"kind": "quote", "text": block["quotation"], "source": text_node(block["source"])}]


def _points(block: Block) -> list[Node]:
    return [_box(heading=block["pointsHeading"], points=block["points"])]


def _box(*, heading: str, points: list[str]) -> Node:
    return {"kind": "points", "heading": text_node(heading), "points": [{"text": point} for point in points]}


def _image(block: Block) -> list[Node]:
    """Embed the image. One that readers may not see leaves its caption; one still being made, its description."""
    image = block["image"] or {"alt": "", "asset": None, "isDecorative": True, "credit": "", "license": ""}
    alt, asset = "" if image["isDecorative"] else image["alt"], image["asset"]
    node = {
        "kind": "image",
        "file": asset and file_name(asset["url"]),
        "alt": alt or None,
        "description": None if asset else text_node(alt),
        "caption": text_node(block["caption"]),
        "credit": text_node(credit(image, words=block["words"])),
    }
    return [node | {"width": asset["width"], "height": asset["height"]} if asset else node]


def _call(block: Block) -> list[Node]:
    return [{"kind": "call", "text": block["actionText"], "href": block["href"], "quiet": block.get("quiet", False)}]


def _table(block: Block) -> list[Node]:
    columns = [{"text": name} for name in block["columns"]]
    rows = [[{"text": cell} for cell in row["cells"]] for row in block["rows"]]
    caption = text_node(block["tableCaption"])
    return [{"kind": "table", "caption": caption, "columns": columns, "rows": rows, "named": block["hasRowHeaders"]}]


def _outlined(nodes: list[Node]) -> list[Node]:
    """Number the levels of headings so that none is skipped below the title, as PDF/UA demands."""
    above: list[int] = []
    outlined = []
    for node in nodes:
        if node["kind"] == "heading":
            above = [*(level for level in above if level < node["level"]), node["level"]]
            outlined.append(node | {"level": len(above) + 1})
        else:
            outlined.append(node)
    return outlined


BLOCKS: dict[str, Callable[[Block], list[Node]]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraphs,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _points,
    "ImageBlock": _image,
    "CallToActionBlock": _call,
    "TableBlock": _table,
}
