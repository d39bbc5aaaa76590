import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape, strip_tags

from cms.channels.feeds.renderer.formats import AtomFeed, DatedFeed, RSSFeed
from cms.channels.feeds.renderer.statement import content, image
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


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> PulledMessage:
    """Say the same statements, whole, in three formats."""
    del assets
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
        content=_legal(content(page)),
        published=_moment(page["firstPublishedAt"]) if page["firstPublishedAt"] else None,
        updated=_moment(page["updatedAt"]),
        topics=tuple(topic["name"] for topic in page["topics"]),
        image=image(page),
    )


def _xml(
    feed_class: type[DatedFeed], name: str, *, site: Mapping[str, Any], entries: Sequence[Entry], updated: datetime
) -> bytes:
    description = wording(site["locale"]).latest_statements
    feed = feed_class(
        title=site["organisationName"],
        link=site["url"],
        description=description,
        subtitle=description,
        language=site["locale"],
        author_name=site["organisationName"],
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
            description=escape(entry.summary),
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            categories=entry.topics,
            content=entry.content,
            image=entry.image,
        )
    return feed.writeString("utf-8").encode()


def _json(name: str, *, site: Mapping[str, Any], entries: Iterable[Entry]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site["organisationName"],
        "home_page_url": site["url"],
        "feed_url": _feed_url(site, name),
        "description": wording(site["locale"]).latest_statements,
        "language": site["locale"],
        "authors": [{"name": site["organisationName"], "url": site["url"]}],
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
