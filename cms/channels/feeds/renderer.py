import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape, strip_tags
from django.utils.xmlutils import SimplerXMLGenerator

from cms.channels import richtext
from cms.channels.blocks import Block, render_blocks
from cms.channels.links import absolute
from cms.channels.wording import wording
from cms.transports.base import File, PulledMessage

MEDIA_TYPES = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}
# A part of every identifier (RFC 4151). Another year would make every entry new to every reader: never change it.
TAG_YEAR = 2026
LINK_SCHEMES = {"http", "https", "mailto", "tel"}
MARKS = {"code": "code", "italic": "em", "bold": "strong", "superscript": "sup", "subscript": "sub"}
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Page = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A statement, whole, as each of the formats says it."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime | None
    updated: datetime
    topics: tuple[str, ...]
    image: Mapping[str, Any] | None


class DatedFeed(SyndicationFeed):
    """Says when the newest entry changed and, when there is none, the time passed in instead of the clock's."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


class RSSFeed(DatedFeed, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", item["updateddate"].isoformat())
        _add_image(handler, item["image"])
        handler.addQuickElement("content:encoded", item["content"])


class AtomFeed(DatedFeed, Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": "http://search.yahoo.com/mrss/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        _add_image(handler, item["image"])
        handler.addQuickElement("content", item["content"], {"type": "html"})


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> PulledMessage:  # noqa: ARG001  Every renderer takes assets; this document asks for none.
    data = _legal(data)
    site = data["site"]
    entries = [_entry(page, site=site) for page in data["statements"]["nodes"]]
    updated = max((entry.updated for entry in entries), default=_moment(now))
    contents = {
        "rss.xml": _xml(RSSFeed, "rss.xml", site=site, entries=entries, updated=updated),
        "atom.xml": _xml(AtomFeed, "atom.xml", site=site, entries=entries, updated=updated),
        "feed.json": _json("feed.json", site=site, entries=entries),
    }
    words = sum(len(strip_tags(entry.content).split()) for entry in entries)
    return PulledMessage(
        files=tuple(File(name=name, media_type=MEDIA_TYPES[name], content=text) for name, text in contents.items()),
        counts={"entries": len(entries), "words": words},
    )


def _entry(page: Page, *, site: Mapping[str, Any]) -> Entry:
    return Entry(
        id=_tag(site, f"page:{page['id']}"),
        url=page["url"],
        title=page["title"],
        summary=page["summary"],
        content=_content(page),
        published=_moment(page["firstPublishedAt"]) if page["firstPublishedAt"] else None,
        updated=_moment(page["updatedAt"]),
        topics=tuple(topic["name"] for topic in page["topics"]),
        image=_hero(page),
    )


def _xml(
    feed_class: type[DatedFeed], name: str, *, site: Mapping[str, Any], entries: Sequence[Entry], updated: datetime
) -> bytes:
    description = wording(site["locale"]).latest_statements
    feed = feed_class(
        title=site["organizationName"],
        link=site["url"],
        description=description,
        subtitle=description,
        language=site["locale"],
        author_name=site["organizationName"],
        author_link=site["url"],
        feed_url=_feed_url(site, name),
        feed_guid=_tag(site, f"feed:{site['locale']}"),
        updated=updated,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            # Both formats read it as HTML.
            description=escape(entry.summary) or None,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            categories=entry.topics,
            content=entry.content,
            image=entry.image,
        )
    return feed.writeString("utf-8").encode()


def _add_image(handler: SimplerXMLGenerator, image: Mapping[str, Any] | None) -> None:
    # Not an enclosure: RSS requires its length in bytes, which nothing in the document tells.
    if image:
        size = {"width": str(image["width"]), "height": str(image["height"])}
        handler.addQuickElement("media:content", None, {"url": image["url"], "medium": "image", **size})


def _json(name: str, *, site: Mapping[str, Any], entries: Iterable[Entry]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site["organizationName"],
        "home_page_url": site["url"],
        "feed_url": _feed_url(site, name),
        "description": wording(site["locale"]).latest_statements,
        "language": site["locale"],
        "authors": [{"name": site["organizationName"], "url": site["url"]}],
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=2).encode() + b"\n"


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "image": entry.image and entry.image["url"],
        "date_published": entry.published and entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": list(entry.topics),
    }
    return {key: value for key, value in item.items() if value}


def _content(page: Page) -> str:
    renderers = {name: partial(function, page=page) for name, function in BLOCKS.items()}
    # Readers that show the image of an entry besides its content leave it out when the address is the same.
    hero = _figure(page["heroImage"], rendition=_hero(page), caption="", page=page)
    summary = f"<p>{escape(page['summary'])}</p>" if page["summary"] else ""
    points = _points(page["keyPoints"], heading=wording(page["locale"]).key_points) if page["keyPoints"] else ""
    body = render_blocks(page["body"], renderers=renderers, channel="feeds")
    content: str = _legal("\n".join(part for part in (hero, summary, points, *body) if part))
    return content


def _heading(block: Block, *, page: Page) -> str:  # noqa: ARG001  All block functions are called alike.
    return f"<h{block['level']}>{escape(block['headingText'])}</h{block['level']}>"


def _paragraphs(block: Block, *, page: Page) -> str:
    return _nodes(richtext.parse(block["html"]), page=page)


def _quote(block: Block, *, page: Page) -> str:  # noqa: ARG001  As above.
    source = f"\n<p><cite>{escape(block['source'])}</cite></p>" if block["source"] else ""
    return f"<blockquote>\n<p>{escape(block['quotation'])}</p>{source}\n</blockquote>"


def _key_points(block: Block, *, page: Page) -> str:  # noqa: ARG001  As above.
    return _points(block["points"], heading=block["pointsHeading"])


def _image(block: Block, *, page: Page) -> str:
    image = block["image"]
    return _figure(image, rendition=image and image["content"], caption=block["caption"], page=page)


def _call_to_action(block: Block, *, page: Page) -> str:
    return f"<p>{_link(escape(block['actionText']), href=block['href'], page=page)}</p>"


BLOCKS: dict[str, Callable[..., str]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraphs,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _key_points,
    "ImageBlock": _image,
    "CallToActionBlock": _call_to_action,
}


def _points(points: Iterable[str], *, heading: str) -> str:
    items = "\n".join(f"<li>{escape(point)}</li>" for point in points)
    opening = f"<h2>{escape(heading)}</h2>\n" if heading else ""
    return f"{opening}<ul>\n{items}\n</ul>"


def _hero(page: Page) -> Mapping[str, Any] | None:
    image = page["heroImage"] or {}
    rendition: Mapping[str, Any] | None = image.get("card") or image.get("content")
    return rendition


def _figure(
    image: Mapping[str, Any] | None, *, rendition: Mapping[str, Any] | None, caption: str, page: Page
) -> str:
    parts = [_picture(image, rendition=rendition, page=page) if image else ""]
    if legend := " ".join(part for part in (caption, _credit(image, page=page) if image else "") if part):
        parts.append(f"<figcaption>{escape(legend)}</figcaption>")
    inside = "\n".join(part for part in parts if part)
    return f"<figure>\n{inside}\n</figure>" if inside else ""


def _picture(image: Mapping[str, Any], *, rendition: Mapping[str, Any] | None, page: Page) -> str:
    alt = "" if image["isDecorative"] else escape(image["alt"])
    if rendition is None:
        # Renditions are made in the background; until then the words stand for the image.
        return f"<p>{wording(page['locale']).image}: {alt}</p>" if alt else ""
    size = f'width="{rendition["width"]}" height="{rendition["height"]}"'
    return f'<img src="{escape(absolute(rendition["url"], base_url=page["url"]))}" alt="{alt}" {size}>'


def _credit(image: Mapping[str, Any], *, page: Page) -> str:
    words = ", ".join(part for part in (image["credit"], image["license"]) if part)
    return f"{wording(page['locale']).image_credit} {words}" if words else ""


def _nodes(nodes: Iterable[richtext.Node], *, page: Page) -> str:
    return "\n".join(
        f"<p>{_runs(node.runs, page=page)}</p>" if isinstance(node, richtext.Paragraph) else _list(node, page=page)
        for node in nodes
    )


def _list(node: richtext.ListNode, *, page: Page) -> str:
    tag = "ol" if node.ordered else "ul"
    items = "\n".join(f"<li>{_item(item, page=page)}</li>" for item in node.items)
    return f"<{tag}>\n{items}\n</{tag}>"


def _item(item: richtext.ListItem, *, page: Page) -> str:
    """Return the content of an item, without the paragraph when it opens with its only one."""
    match item.nodes:
        case (richtext.Paragraph(runs=runs), *rest) if not any(isinstance(node, richtext.Paragraph) for node in rest):
            return "\n".join(part for part in (_runs(runs, page=page), _nodes(rest, page=page)) if part)
        case nodes:
            return _nodes(nodes, page=page)


def _runs(runs: Iterable[richtext.Run], *, page: Page) -> str:
    together = groupby(runs, key=lambda run: run.href)
    return "".join(_link("".join(map(_marked, group)), href=href, page=page) for href, group in together)


def _marked(run: richtext.Run) -> str:
    html = "<br>\n" if run.text == "\n" else str(escape(run.text))
    for mark, tag in MARKS.items():
        if getattr(run, mark):
            html = f"<{tag}>{html}</{tag}>"
    return html


def _link(html: str, *, href: str | None, page: Page) -> str:
    """Return the link, or the words alone when the address leads nowhere or would run a script."""
    try:
        address = absolute(href or "", base_url=page["url"])
        is_safe = bool(href) and urlsplit(address).scheme in LINK_SCHEMES
    except ValueError:
        return html
    return f'<a href="{escape(address)}">{html}</a>' if is_safe else html


def _feed_url(site: Mapping[str, Any], name: str) -> str:
    return absolute(f"/feeds/{site['locale']}/{name}", base_url=site["url"])


def _tag(site: Mapping[str, Any], name: str) -> str:
    """Return an identifier that outlives slugs, titles and addresses."""
    return f"tag:{urlsplit(site['url']).hostname},{TAG_YEAR}:{name}"


def _moment(value: str | datetime) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(UTC).replace(microsecond=0)


def _legal(value: Any) -> Any:
    """Drop the characters that XML 1.0 cannot hold, wherever they are."""
    if isinstance(value, str):
        return NOT_IN_XML.sub("", value)
    if isinstance(value, Mapping):
        return {key: _legal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_legal(item) for item in value]
    return value
