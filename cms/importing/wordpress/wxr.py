import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from cms.importing.wordpress.cleaning import CleanFile

VERSIONS = ("1.0", "1.1", "1.2")
CONTENT = "http://purl.org/rss/1.0/modules/content/"
EXCERPT = "/excerpt/"
# WordPress has no longer numbers, and Python reads those of thousands of digits not at all.
NUMBER = re.compile(r"-?\d{1,10}")


class WXRError(Exception):
    """The file is no export of WordPress that can be read."""


@dataclass(frozen=True, kw_only=True)
class Author:
    login: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Term:
    """A category, a tag or a term of another taxonomy."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Comment:
    kind: str
    author: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """A post, page, attachment or anything else WordPress keeps in its table of posts."""

    identifier: str
    guid: str
    kind: str
    status: str
    title: str
    name: str
    link: str
    parent: str
    author: str
    date: str
    order: int
    password: str
    content: str
    excerpt: str
    attachment_url: str
    is_sticky: bool
    terms: tuple[Term, ...] = ()
    comments: tuple[Comment, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()

    def meta_value(self, key: str) -> str:
        return next((value for name, value in self.meta if name == key), "")


@dataclass(kw_only=True)
class Export:
    """What an export says before its first item, filled while it is read."""

    site_url: str = ""
    blog_url: str = ""
    version: str = ""
    authors: list[Author] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    # What XML forbids and what is no character in the encoding of the file.
    control_characters: int = 0
    broken_characters: int = 0


def read(path: Path, *, export: Export) -> Iterator[Item]:
    """Yield the items of an export one by one and fill in what it says of itself. Raises WXRError."""
    try:
        yield from _items(CleanFile(path), export=export)
    except DefusedXmlException as error:
        message = f"{path} declares a document type or entities. No export of WordPress does, so it is refused."
        raise WXRError(message) from error
    except ParseError as error:
        message = f"{path} is no valid XML: {error}. Export it from WordPress again, or repair that line."
        raise WXRError(message) from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise WXRError(message) from error
    if export.version not in VERSIONS:
        found = f"version '{export.version}'" if export.version else "no wp:wxr_version"
        message = f"{path} is no export of WordPress that is known (WXR 1.0 to 1.2): it has {found}."
        raise WXRError(message)


def _items(file: CleanFile, *, export: Export) -> Iterator[Item]:
    channel = None
    depth = 0
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            channel = element if depth == 2 and element.tag == "channel" else channel  # noqa: PLR2004  rss/channel
            continue
        depth -= 1
        # Children of the channel are read and forgotten one by one, so memory does not grow with the file.
        if channel is None or depth != 2:  # noqa: PLR2004  As above.
            continue
        if element.tag == "item":
            yield _item(element)
        elif handler := HEADERS.get(_local(element.tag)):
            handler(export, element)
        channel.remove(element)
        export.control_characters, export.broken_characters = file.control_characters, file.broken_characters


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _texts(element: Element) -> dict[str, str]:
    """Return the texts of the children by name. The excerpt has the same local name as the content."""
    texts: dict[str, str] = {}
    for child in element:
        name = "excerpt" if EXCERPT in child.tag else _local(child.tag)
        texts.setdefault(name, child.text or "")
    return texts


def _item(element: Element) -> Item:
    texts = _texts(element)
    get: Callable[..., str] = texts.get
    return Item(
        identifier=get("post_id", "").strip(),
        guid=get("guid", "").strip(),
        kind=get("post_type", "post").strip() or "post",
        status=get("status", "publish").strip() or "publish",
        title=get("title", ""),
        name=get("post_name", "").strip(),
        link=get("link", "").strip(),
        parent=get("post_parent", "0").strip(),
        author=get("creator", "").strip(),
        date=get("post_date", "").strip(),
        order=_number(get("menu_order", "")),
        password=get("post_password", "").strip(),
        content=get("encoded", ""),
        excerpt=get("excerpt", ""),
        attachment_url=get("attachment_url", "").strip(),
        is_sticky=get("is_sticky", "").strip() == "1",
        terms=tuple(_item_term(child) for child in element if child.tag == "category" and child.get("nicename")),
        comments=tuple(_comment(child) for child in element if _local(child.tag) == "comment"),
        meta=tuple(_meta(child) for child in element if _local(child.tag) == "postmeta"),
    )


def _item_term(element: Element) -> Term:
    return Term(
        taxonomy=element.get("domain", "category"), slug=element.get("nicename", ""), name=(element.text or "").strip()
    )


def _comment(element: Element) -> Comment:
    texts = _texts(element)
    return Comment(
        kind=texts.get("comment_type", "").strip() or "comment",
        author=texts.get("comment_author", "").strip(),
        text=texts.get("comment_content", ""),
    )


def _meta(element: Element) -> tuple[str, str]:
    texts = _texts(element)
    return texts.get("meta_key", "").strip(), texts.get("meta_value", "")


def _number(text: str) -> int:
    return int(text) if NUMBER.fullmatch(text.strip()) else 0


def _add_author(export: Export, element: Element) -> None:
    texts = _texts(element)
    login = texts.get("author_login", "").strip()
    export.authors.append(Author(login=login, name=texts.get("author_display_name", "").strip() or login))


def _term_adder(taxonomy: str, *, prefix: str, slug: str, name: str) -> Callable[[Export, Element], None]:
    def add(export: Export, element: Element) -> None:
        texts = _texts(element)
        term = Term(
            taxonomy=texts.get("term_taxonomy", taxonomy).strip(),
            slug=texts.get(slug, "").strip(),
            name=texts.get(name, "").strip(),
            parent=(texts.get(f"{prefix}_parent") or "").strip(),
            description=texts.get(f"{prefix}_description", "").strip(),
        )
        export.terms.append(term)

    return add


def _text_setter(name: str) -> Callable[[Export, Element], None]:
    def set_text(export: Export, element: Element) -> None:
        setattr(export, name, getattr(export, name) or (element.text or "").strip())

    return set_text


HEADERS: dict[str, Callable[[Export, Any], None]] = {
    "wxr_version": _text_setter("version"),
    "base_site_url": _text_setter("site_url"),
    "base_blog_url": _text_setter("blog_url"),
    "link": _text_setter("blog_url"),
    "author": _add_author,
    "category": _term_adder("category", prefix="category", slug="category_nicename", name="cat_name"),
    "tag": _term_adder("post_tag", prefix="tag", slug="tag_slug", name="tag_name"),
    "term": _term_adder("", prefix="term", slug="term_slug", name="term_name"),
}
