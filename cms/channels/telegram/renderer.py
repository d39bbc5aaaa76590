from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Any

from django.utils.translation import gettext

from cms.channels import richtext
from cms.channels.additions import whole_body
from cms.channels.blocks import Block, render_blocks
from cms.channels.facts import image_in_words, page_facts, title_with_status
from cms.channels.kickers import kicker
from cms.channels.links import reachable
from cms.channels.plainer import plainer
from cms.channels.plan import own_words, with_address, words_were_cut
from cms.channels.wording import Wording, wording
from cms.measure import LIMITS, fits, measure, shorten
from cms.transports.telegram import TelegramMessage

LIMIT_NAME = "telegram.text"
LIMIT = LIMITS[LIMIT_NAME]
# Telegram honors the first 100 entities of a message and shows the rest as plain text.
MAXIMUM_ENTITIES = 100
# Schemes that Telegram makes links of; it refuses a message with any other.
SCHEMES = {"http", "https", "mailto", "tg"}
MARKS = {"bold": "b", "italic": "i", "code": "code"}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of the message that goes out whole or not at all."""

    html: str
    text: str
    entities: int = 0
    is_heading: bool = False

    @property
    def length(self) -> int:
        return measure(self.text, unit=LIMIT.unit)


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> TelegramMessage:
    """Say the whole page when it fits into one message, else as many whole paragraphs as fit, and where to read on."""
    del now, assets
    page = data["route"]["page"]
    words = wording(page["locale"])
    if own := own_words(page, words=words):
        return _own(own, url=page["url"])
    body = [piece for pieces in _body_pieces(page) for piece in pieces]
    whole = [*_opening(page, words), *body]
    link = _link(page["url"], page["url"])
    if _fits([*whole, link]):
        return _message([*whole, link], url=page["url"])
    read_on = _link(f"{words.read_on}: {page['url']}", page["url"])
    taken = _as_many_as_fit(whole, reserved=read_on)
    note = gettext("Telegram carries %(taken)s of %(all)s paragraphs; the message says where to read on.")
    return _message([*taken, read_on], url=page["url"], notes=(note % {"taken": len(taken), "all": len(whole)},))


def _own(text: str, *, url: str) -> TelegramMessage:
    """Say the editors' own words, and the address where they do not hold it."""
    whole, said = with_address(text, url=url), _plain(text)
    link = [] if whole == text else [_link(url, url)]
    if fits(whole, limit_name=LIMIT_NAME):
        return _message([said, *link], url=url)
    cut = _cut(said, reserved=link[0] if link else _plain(""))
    return _message([cut, *link], url=url, notes=(words_were_cut(),))


def _opening(page: Mapping[str, Any], words: Wording) -> list[Piece]:
    pieces = [_marked("b", title_with_status(page, words=words))]
    if beside := " · ".join(kicker(page, words=words)):
        pieces.append(_marked("i", beside))
    if facts := page_facts(page, words=words):
        pieces.append(_plain("\n".join(f"{fact.label}: {fact.in_one_line}" for fact in facts)))
    if page["summary"]:
        pieces.append(_plain(page["summary"]))
    if page.get("keyPoints"):
        pieces.append(_plain("\n".join(f"– {point}" for point in page["keyPoints"])))
    return pieces


def _body_pieces(page: Mapping[str, Any]) -> list[list[Piece]]:
    def paragraph(block: Block) -> list[Piece]:
        return [piece for node in richtext.parse(block["html"]) for piece in _node_pieces(node, base_url=page["url"])]

    renderers = {
        "HeadingBlock": lambda block: [replace(_marked("b", block["headingText"]), is_heading=True)],
        "ParagraphBlock": paragraph,
        "QuoteBlock": _quote,
        "KeyPointsBlock": _key_points,
        "ImageBlock": lambda block: _image(block, wording(page["locale"])),
        "CallToActionBlock": lambda block: _call_to_action(block, base_url=page["url"]),
    }
    body = plainer(whole_body(page, words=wording(page["locale"])), words=wording(page["locale"]))
    return render_blocks(body, renderers=renderers, channel="telegram")


def _quote(block: Block) -> list[Piece]:
    text = block["quotation"] + (f"\n— {block['source']}" if block["source"] else "")
    return [_marked("blockquote", text)]


def _key_points(block: Block) -> list[Piece]:
    heading = [_marked("b", block["pointsHeading"])] if block["pointsHeading"] else []
    return [*heading, _plain("\n".join(f"– {point}" for point in block["points"]))]


def _image(block: Block, words: Wording) -> list[Piece]:
    text = image_in_words(block, words=words)
    return [_marked("i", text)] if text else []


def _call_to_action(block: Block, *, base_url: str) -> list[Piece]:
    href = reachable(block["href"], base_url=base_url, schemes=SCHEMES)
    return [_link(f"→ {block['actionText']}", href) if href else _plain(block["actionText"])]


def _node_pieces(node: richtext.Node, *, base_url: str, indent: str = "") -> Iterable[Piece]:
    if isinstance(node, richtext.Paragraph):
        yield _runs(node.runs, prefix=indent, base_url=base_url)
        return
    yield _joined([_item(item, marker, base_url=base_url, indent=indent) for marker, item in _numbered(node)], by="\n")


def _numbered(node: richtext.ListNode) -> Iterable[tuple[str, richtext.ListItem]]:
    for number, item in enumerate(node.items, start=1):
        yield (f"{number}. " if node.ordered else "– "), item


def _item(item: richtext.ListItem, marker: str, *, base_url: str, indent: str) -> Piece:
    lines = []
    for position, node in enumerate(item.nodes):
        if isinstance(node, richtext.Paragraph):
            lines.append(_runs(node.runs, prefix=indent + (marker if position == 0 else "  "), base_url=base_url))
        else:
            lines.extend(_node_pieces(node, base_url=base_url, indent=indent + "  "))
    return _joined(lines, by="\n")


def _runs(runs: Sequence[richtext.Run], *, prefix: str, base_url: str) -> Piece:
    marked = [_run(run, base_url=base_url) for run in runs]
    return _joined([_plain(prefix), *marked] if prefix else marked, by="")


def _run(run: richtext.Run, *, base_url: str) -> Piece:
    html, entities = escape(run.text, quote=False), 0
    for mark, tag in MARKS.items():
        if getattr(run, mark) and run.text.strip():
            html, entities = f"<{tag}>{html}</{tag}>", entities + 1
    if href := reachable(run.href, base_url=base_url, schemes=SCHEMES):
        html, entities = f'<a href="{escape(href)}">{html}</a>', entities + 1
    return Piece(html=html, text=run.text, entities=entities)


def _plain(text: str) -> Piece:
    return Piece(html=escape(text, quote=False), text=text)


def _marked(tag: str, text: str) -> Piece:
    return Piece(html=f"<{tag}>{escape(text, quote=False)}</{tag}>", text=text, entities=1)


def _link(text: str, url: str) -> Piece:
    return Piece(html=f'<a href="{escape(url)}">{escape(text, quote=False)}</a>', text=text, entities=1)


def _joined(pieces: Sequence[Piece], *, by: str) -> Piece:
    return Piece(
        html=by.join(piece.html for piece in pieces),
        text=by.join(piece.text for piece in pieces),
        entities=sum(piece.entities for piece in pieces),
    )


def _fits(pieces: Sequence[Piece]) -> bool:
    whole = _joined(pieces, by="\n\n")
    return whole.length <= LIMIT.maximum and whole.entities <= MAXIMUM_ENTITIES


def _as_many_as_fit(pieces: Sequence[Piece], *, reserved: Piece) -> list[Piece]:
    taken: list[Piece] = []
    for piece in pieces:
        if not _fits([*taken, piece, reserved]):
            break
        taken.append(piece)
    # A heading whose text did not fit would promise what does not come.
    while taken and taken[-1].is_heading:
        taken.pop()
    return taken or [_cut(pieces[0], reserved=reserved)]


def _cut(piece: Piece, *, reserved: Piece) -> Piece:
    """Keep the beginning of a piece that alone exceeds the limit."""
    gap = measure("\n\n", unit=LIMIT.unit)
    return _plain(shorten(piece.text, limit_name=LIMIT_NAME, reserved=gap + reserved.length))


def _message(pieces: Sequence[Piece], *, url: str, notes: tuple[str, ...] = ()) -> TelegramMessage:
    whole = _joined(pieces, by="\n\n")
    return TelegramMessage(html=whole.html, text=whole.text, link_preview_url=url, notes=notes)
