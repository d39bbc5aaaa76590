from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.channels import richtext
from cms.channels.additions import whole_body
from cms.channels.blocks import Block, render_blocks
from cms.channels.facts import image_in_words, page_facts
from cms.channels.plainer import plainer
from cms.channels.wording import Wording
from cms.typesetting.content import QuoteSlide
from cms.typesetting.flow import Block as Text
from cms.typesetting.fonts import Face
from cms.typesetting.words import Run

Data = Mapping[str, Any]

FACES = {
    (False, False): Face.SANS,
    (False, True): Face.SANS_ITALIC,
    (True, False): Face.SANS_BOLD,
    (True, True): Face.SANS_BOLD,
}


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A block of the text as slides set it, and, of a quotation, as a slide of its own."""

    texts: list[Text]
    quote: QuoteSlide | None = None


def body(page: Data, *, words: Wording, told: Collection[str] = ()) -> list[Passage]:
    """Return the facts and the text of a page, block by block, without the facts that were told before."""
    renderers = {
        "HeadingBlock": lambda block: [Text(runs=(Run(text=block["headingText"]),), heading=True)],
        "ParagraphBlock": lambda block: [text for node in richtext.parse(block["html"]) for text in _node(node)],
        "QuoteBlock": lambda block: _quote(block, words),
        "KeyPointsBlock": _key_points,
        "ImageBlock": lambda block: _image(block, words),
        "CallToActionBlock": lambda block: [Text(runs=(Run(text=block["actionText"], face=Face.SANS_BOLD),))],
    }
    said = list(plainer(whole_body(page, words=words), words=words))
    texts = render_blocks(said, renderers=renderers, channel="instagram")
    passages = (Passage(texts=text, quote=_quote_slide(block, words)) for block, text in zip(said, texts, strict=True))
    return [Passage(texts=_facts(page, words, told)), *passages]


def _quote_slide(block: Block, words: Wording) -> QuoteSlide | None:
    if block["__typename"] != "QuoteBlock":
        return None
    return QuoteSlide(quotation=block["quotation"], source=block["source"], marks=words.quotation_marks)


def _facts(page: Data, words: Wording, told: Collection[str]) -> list[Text]:
    facts = [fact for fact in page_facts(page, words=words) if fact.label not in told]
    return [Text(runs=(Run(text=f"{fact.label}: ", face=Face.SANS_BOLD), Run(text=fact.in_one_line))) for fact in facts]


def _quote(block: Block, words: Wording) -> list[Text]:
    opening, closing = words.quotation_marks
    quoted = Text(runs=(Run(text=f"{opening}{block['quotation']}{closing}", face=Face.SANS_ITALIC),))
    return [quoted, Text(runs=(Run(text=f"— {block['source']}"),))] if block["source"] else [quoted]


def _key_points(block: Block) -> list[Text]:
    heading = [Text(runs=(Run(text=block["pointsHeading"]),), heading=True)] if block["pointsHeading"] else []
    return [*heading, *(Text(runs=(Run(text=point),), marker="•") for point in block["points"])]


def _image(block: Block, words: Wording) -> list[Text]:
    text = image_in_words(block, words=words)
    return [Text(runs=(Run(text=text, face=Face.SANS_ITALIC),))] if text else []


def _node(node: richtext.Node) -> Iterable[Text]:
    if isinstance(node, richtext.Paragraph):
        yield Text(runs=_runs(node.runs))
        return
    for position, item in enumerate(node.items, start=1):
        marker = f"{position}." if node.ordered else "•"
        for paragraph in richtext.paragraphs(item.nodes):
            yield Text(runs=_runs(paragraph.runs), marker=marker)


def _runs(runs: Sequence[richtext.Run]) -> tuple[Run, ...]:
    return tuple(Run(text=run.text.replace("\n", " "), face=FACES[run.bold, run.italic]) for run in runs)
