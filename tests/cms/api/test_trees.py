import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.api.richtext import resolve_links, resolve_nodes
from cms.api.trees import Inline, Node
from cms.blocks.rich_text import RichTextLink, RichTextList, RichTextListItem, RichTextText
from cms.blocks.text import PARAGRAPH_FEATURES
from tests.factories.site import Site, make_page

TARGETS: dict[str, Any] = {"page_paths": {7: "/termine/"}, "document_urls": {3: "/documents/3/a.pdf"}}
TAGS = {"BOLD": "strong", "ITALIC": "em", "CODE": "code", "SUBSCRIPT": "sub", "SUPERSCRIPT": "sup"}
MARKS = {"b": "strong", "i": "em"}
TREE = """{ route(path: "/wer-wir-sind/") { ... on PageRoute { page { body { ... on ParagraphBlock { html tree {
  __typename
  ... on RichTextParagraph { children { ...Inline ... on RichTextLink { kind href children { ...Inline } } } }
  ... on RichTextList { isOrdered items { level isOrdered children { ...Inline } } }
} } } } } } }
fragment Inline on RichTextInline {
  __typename ... on RichTextText { text marks } ... on RichTextLineBreak { text }
}"""

entities = st.sampled_from(
    [
        {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://example.org/?a=1&b=2"}},
        {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "mailto:a@example.org"}},
        {"type": "LINK", "mutability": "MUTABLE", "data": {"id": 7, "url": "/termine/", "parentId": 1}},
        {"type": "LINK", "mutability": "MUTABLE", "data": {"id": 8, "url": "/geheim/", "parentId": 1}},
        {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": 3, "url": "/documents/3/a.pdf", "filename": "a"}},
    ]
)
texts = st.text(st.sampled_from("aä<>&\"' \nß€🚩"), max_size=12)
styles = st.sampled_from(["BOLD", "ITALIC", "CODE", "SUBSCRIPT", "SUPERSCRIPT"])


@st.composite
def contentstates(draw: st.DrawFn) -> str:
    """Make what Draftail sends: blocks with overlapping styles, and links that do not overlap."""
    blocks, entity_map = [], {}
    for number in range(draw(st.integers(1, 5))):
        text = draw(texts)
        length = len(text)
        ranges = st.tuples(st.integers(0, length), st.integers(1, 6))
        kind = draw(st.sampled_from(["unstyled", "unordered-list-item", "ordered-list-item"]))
        block = {"key": f"k{number}", "text": text, "type": kind, "data": {}}
        block["depth"] = draw(st.integers(0, 3)) if kind != "unstyled" else 0
        block["inlineStyleRanges"] = [
            {"offset": offset, "length": min(size, length - offset), "style": style}
            for (offset, size), style in draw(st.lists(st.tuples(ranges, styles), max_size=3))
            if offset < length
        ]
        block["entityRanges"] = []
        if length and draw(st.booleans()):
            offset = draw(st.integers(0, length - 1))
            key = len(entity_map)
            entity_map[str(key)] = draw(entities)
            block["entityRanges"] = [{"offset": offset, "length": draw(st.integers(1, length - offset)), "key": key}]
        blocks.append(block)
    return json.dumps({"blocks": blocks, "entityMap": entity_map})


@given(content=contentstates())
@settings(max_examples=300, deadline=None)
def test_the_tree_says_what_the_html_says(content: str) -> None:
    source = ContentstateConverter(PARAGRAPH_FEATURES).to_database_format(content)
    html = resolve_links(source, **TARGETS)

    again = "".join(as_html(node) for node in resolve_nodes(source, **TARGETS))

    assert letters(again) == letters(html)


@given(source=st.text(st.sampled_from("<>/aplioub= \"'&;123"), max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_tree(source: str) -> None:
    resolve_nodes(source, **TARGETS)


@pytest.mark.parametrize(
    ("source", "kind", "href"),
    [
        ('<p><a linktype="page" id="7">x</a></p>', "PAGE", "/termine/"),
        ('<p><a linktype="page" id="8">x</a></p>', "PAGE", None),
        ('<p><a linktype="document" id="3">x</a></p>', "FILE", "/documents/3/a.pdf"),
        ('<p><a href="https://example.org/">x</a></p>', "WEB", "https://example.org/"),
        ('<p><a href="mailto:a@example.org">x</a></p>', "EMAIL", "mailto:a@example.org"),
        ('<p><a href="tel:+4930123">x</a></p>', "TELEPHONE", "tel:+4930123"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "WEB", None),
        ('<p><a href="/a/" data-kind="NONSENSE">x</a></p>', "WEB", "/a/"),
    ],
)
def test_a_link_says_what_it_leads_to(source: str, kind: str, href: str | None) -> None:
    (paragraph,) = resolve_nodes(source, **TARGETS)

    (link,) = paragraph.children
    assert (link.kind, link.href, link.children[0].text) == (kind, href, "x")


def test_lists_inside_lists_are_told_by_their_level() -> None:
    source = "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul><p>d</p>"

    nodes = resolve_nodes(source, **TARGETS)

    items = [(item.level, item.is_ordered, item.children[0].text) for item in nodes[0].items]
    assert items == [(1, False, "a"), (2, True, "b"), (1, False, "c")]
    assert [type(node).__name__ for node in nodes] == ["RichTextList", "RichTextParagraph"]


def test_what_the_editor_does_not_offer_is_text() -> None:
    (paragraph,) = resolve_nodes("<h2>Titel</h2><script>alert(1)</script>", **TARGETS)

    assert [child.text for child in paragraph.children] == ["Titel"]


def test_one_query_reaches_all_of_a_text(site: Site, ask: Callable[..., Any]) -> None:
    text = '<p>Ein <b>Satz</b> mit <a href="https://example.org/">Ziel<br/>hier</a>.</p><ol><li>Eins</li></ol>'
    make_page(site.german, body=[("paragraph", {"text": text})])

    (block,) = ask(TREE)["route"]["page"]["body"]

    assert block["html"].startswith("<p>Ein <b>Satz</b>")
    paragraph, numbered = block["tree"]
    assert paragraph["children"][1] == {"__typename": "RichTextText", "text": "Satz", "marks": ["BOLD"]}
    link = paragraph["children"][3]
    assert (link["kind"], [child["text"] for child in link["children"]]) == ("WEB", ["Ziel", "\n", "hier"])
    assert (numbered["isOrdered"], numbered["items"][0]["level"]) == (True, 1)


def as_html(node: Node) -> str:
    """Write a node as a frontend would."""
    if isinstance(node, RichTextList):
        return _lists(list(node.items))
    return f"<p>{''.join(map(_inline, node.children))}</p>"


def _lists(items: list[RichTextListItem]) -> str:
    html, open_lists = "", []
    for item in items:
        tag = "ol" if item.is_ordered else "ul"
        while len(open_lists) > item.level or (len(open_lists) == item.level and open_lists[-1] != tag):
            html += f"</li></{open_lists.pop()}>"
        if len(open_lists) == item.level:
            html += "</li>"
        while len(open_lists) < item.level:
            html += f"<{tag}>" + ("<li>" if len(open_lists) < item.level - 1 else "")
            open_lists.append(tag)
        html += "<li>" + "".join(map(_inline, item.children))
    return html + "".join(f"</li></{tag}>" for tag in reversed(open_lists))


def _inline(child: Inline) -> str:
    if isinstance(child, RichTextLink):
        href = f' href="{escape(child.href)}"' if child.href else ""
        return f"<a{href}>{''.join(map(_inline, child.children))}</a>"
    if not isinstance(child, RichTextText):
        return "<br>"
    opening = "".join(f"<{TAGS[mark]}>" for mark in child.marks)
    closing = "".join(f"</{TAGS[mark]}>" for mark in reversed(child.marks))
    return f"{opening}{escape(child.text)}{closing}"


def letters(html: str) -> list[Any]:
    """Return each letter with all that holds it, so that it does not matter in which order marks are nested."""
    body = LexborHTMLParser(html).body
    return list(_letters(body, blocks=(), marks=frozenset(), href=None)) if body else []


def _letters(node: LexborNode, *, blocks: tuple[str, ...], marks: frozenset[str], href: Any) -> Iterator[Any]:
    for place, child in enumerate(node.iter(include_text=True)):
        tag = MARKS.get(child.tag, child.tag)
        if tag == "-text":
            yield from ((letter, blocks, marks, href) for letter in child.text_content or "")
        elif tag == "br":
            yield ("br", blocks, marks - set(TAGS.values()), href)
        elif tag in TAGS.values():
            yield from _letters(child, blocks=blocks, marks=marks | {tag}, href=href)
        elif tag == "a":
            yield from _letters(child, blocks=blocks, marks=marks, href=("link", child.attributes.get("href")))
        else:
            # Blocks are told apart by their place among their neighbours of the same kind.
            yield (tag, blocks)
            yield from _letters(child, blocks=(*blocks, f"{tag}{_rank(child, place)}"), marks=marks, href=href)


def _rank(node: LexborNode, place: int) -> int:
    del place
    rank, before = 0, node.prev
    while before is not None:
        rank, before = rank + (before.tag in {"p", "li", "ul", "ol"}), before.prev
    return rank
