from typing import Any

from cms.example.media import Images
from cms.example.texts import PageText
from cms.importing.links import LinkTargets
from cms.importing.markdown import BlockData, convert


class ExampleContentError(Exception):
    """A file of the example site names something that is not there."""


def body_of(text: PageText, *, links: LinkTargets, images: Images) -> list[BlockData]:
    """Return the blocks of a page: its Markdown, and the call to action at the end."""
    conversion = convert(
        text.markdown, resolve_link=links.resolve, resolve_image=lambda source, _alt: images[source].pk
    )
    if conversion.dead_links:
        message = f"{text.name}.md has links that lead nowhere: {', '.join(conversion.dead_links)}"
        raise ExampleContentError(message)
    return conversion.blocks + ([_call_to_action(text, links)] if text.call_to_action else [])


def key_points_block(text: PageText) -> list[BlockData]:
    return [("key_points", {"heading": "", "points": text.key_points})] if text.key_points else []


def raw(blocks: list[BlockData]) -> list[dict[str, Any]]:
    """Return blocks in the form in which stream fields are stored."""
    return [{"type": name, "value": value} for name, value in blocks]


def _call_to_action(text: PageText, links: LinkTargets) -> BlockData:
    action = dict(text.call_to_action or {})
    target = links.resolve(action["page"])
    if target is None:
        message = f"{text.name}.md calls to {action['page']}, where there is no page."
        raise ExampleContentError(message)
    return "call_to_action", {"text": action["text"], "page": int(target["id"]), "address": ""}
