import json
from calendar import timegm
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from time import struct_time
from typing import Any

import feedparser
import jsonschema
import pytest

from cms.channels.feeds.renderer import render
from cms.transports.base import PulledMessage
from tests.conftest import ExpectFile
from tests.factories.answers import SITE, statement

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = ["rss.xml", "atom.xml", "feed.json"]
TITLE = 'Krieg & „Frieden": 1 < 2 "ja" \'nein\''
OTHER: dict[str, Any] = {
    "id": "8",
    "title": TITLE,
    "url": "https://www.example.org/stellungnahmen/frieden/",
    "summary": "",
    "keyPoints": [],
    "topics": [],
    "heroImage": None,
    "firstPublishedAt": None,
    "updatedAt": "2026-11-21T10:00:00.654321+01:00",
    "body": [{"__typename": "ParagraphBlock", "id": "1", "html": "<p>Brot<br/>und Frieden</p>"}],
}


def rendered(*statements: dict[str, Any], **site: Any) -> PulledMessage:
    return render({"statements": {"nodes": list(statements)}, "site": SITE | site}, now=NOW, assets={})


def contents(message: PulledMessage) -> dict[str, bytes]:
    return {file.name: file.content for file in message.files}


def items(message: PulledMessage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(contents(message)["feed.json"])["items"]
    return found


def facts(name: str, content: bytes) -> list[tuple[Any, ...]]:
    """Return what a reader sees of each entry, the same for each format."""
    if name == "feed.json":
        keys = ("id", "url", "title", "content_html", "date_published", "date_modified")
        return [(*map(item.get, keys), item.get("tags", [])) for item in json.loads(content)["items"]]
    parsed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    return [
        (*words(entry), moment(entry.get("published_parsed")), moment(entry.updated_parsed), topics(entry))
        for entry in parsed.entries
    ]


def words(entry: Any) -> tuple[str, ...]:
    return (entry.id, entry.link, entry.title, entry.content[0].value)


def topics(entry: Any) -> list[str]:
    return [tag.term for tag in entry.get("tags", [])]


def moment(parsed: struct_time | None) -> str | None:
    return datetime.fromtimestamp(timegm(parsed), tz=UTC).isoformat() if parsed else None


@pytest.mark.parametrize("name", NAMES)
def test_feed_is_as_expected(name: str, expect_file: ExpectFile) -> None:
    message = rendered(statement(), statement(**OTHER))

    expect_file(HERE / "expected" / name, contents(message)[name])


def test_message_says_media_types_and_counts() -> None:
    message = rendered(statement(), statement(**OTHER))

    assert [(file.name, file.media_type) for file in message.files] == [
        ("rss.xml", "application/rss+xml"),
        ("atom.xml", "application/atom+xml"),
        ("feed.json", "application/feed+json"),
    ]
    assert message.counts == {"entries": 2, "words": 72}


def test_same_data_gives_same_bytes() -> None:
    assert rendered(statement(), statement(**OTHER)) == rendered(statement(), statement(**OTHER))


@pytest.mark.parametrize("nodes", [[], [statement()], [statement(), statement(**OTHER)]])
@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_xml_is_read_without_complaint(name: str, nodes: list[dict[str, Any]]) -> None:
    parsed = feedparser.parse(contents(rendered(*nodes))[name])

    assert parsed.bozo == 0
    assert parsed.feed.language == "de"
    assert [link.href for link in parsed.feed.links if link.rel == "self"] == [
        f"https://www.example.org/feeds/de/{name}"
    ]
    assert len(parsed.entries) == len(nodes)


@pytest.mark.parametrize("nodes", [[], [statement()], [statement(), statement(**OTHER)]])
def test_json_feed_follows_schema(nodes: list[dict[str, Any]]) -> None:
    schema = json.loads((HERE / "jsonfeed.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())

    feed = json.loads(contents(rendered(*nodes))["feed.json"])

    assert [error.message for error in validator.iter_errors(feed)] == []


def test_formats_tell_the_same_entries() -> None:
    told = {name: facts(name, content) for name, content in contents(rendered(statement(), statement(**OTHER))).items()}

    assert told["rss.xml"] == told["atom.xml"] == told["feed.json"]


def test_feed_without_statements_was_updated_now() -> None:
    files = contents(rendered())

    assert "<updated>2026-11-23T12:00:00+00:00</updated>" in files["atom.xml"].decode()
    assert "<lastBuildDate>Mon, 23 Nov 2026 12:00:00 +0000</lastBuildDate>" in files["rss.xml"].decode()


def test_feed_was_updated_with_its_newest_change() -> None:
    atom = contents(rendered(statement(), statement(**OTHER)))["atom.xml"]

    assert feedparser.parse(atom).feed.updated == "2026-11-21T09:00:00+00:00"


def test_ids_stay_when_slug_and_title_change() -> None:
    moved = statement(title="Neu", path="/neu/", url="https://www.example.org/neu/")

    before, after = rendered(statement()), rendered(moved)

    assert [item["id"] for item in items(before)] == ["tag:www.example.org,2026:page:7"]
    for name in NAMES:
        assert facts(name, contents(before)[name])[0][0] == facts(name, contents(after)[name])[0][0]


def test_english_feed_has_its_own_addresses() -> None:
    message = rendered(statement(locale="en"), url="https://www.example.org/en/", locale="en")

    feed = json.loads(contents(message)["feed.json"])

    assert feed["feed_url"] == "https://www.example.org/feeds/en/feed.json"
    assert feed["description"] == "New statements"
    assert "<h2>In short</h2>" in feed["items"][0]["content_html"]
    assert feedparser.parse(contents(message)["atom.xml"]).feed.id == "tag:www.example.org,2026:feed:en"


def test_title_is_plain_text_in_each_format() -> None:
    files = contents(rendered(statement(title=TITLE)))

    title = f"<title>{escape(TITLE, quote=False)}</title>"

    assert title in files["rss.xml"].decode()
    assert title in files["atom.xml"].decode()
    assert json.loads(files["feed.json"])["items"][0]["title"] == TITLE


def test_summary_with_markup_stays_words() -> None:
    files = contents(rendered(statement(summary="<script>1 & 2</script>")))

    entry = feedparser.parse(files["atom.xml"], sanitize_html=False).entries[0]

    assert entry.summary == "&lt;script&gt;1 &amp; 2&lt;/script&gt;"
    assert "<p>&lt;script&gt;1 &amp; 2&lt;/script&gt;</p>" in entry.content[0].value


def test_control_characters_are_dropped_everywhere() -> None:
    body = [{"__typename": "ParagraphBlock", "id": "1", "html": "<p>Fr\x08ie&#12;den\ufffe</p>"}]
    dirty = statement(title="Fr\x0bieden\ud800", summary="\x00Ja", topics=[{"name": "\x1fNATO", "slug": ""}], body=body)

    message = rendered(dirty, organisationName="K\x07O")

    for name in ("rss.xml", "atom.xml"):
        assert feedparser.parse(contents(message)[name]).bozo == 0
    assert items(message)[0]["title"] == "Frieden"
    assert items(message)[0]["tags"] == ["NATO"]
    assert items(message)[0]["content_html"].endswith("<p>Frieden</p>")


def test_rss_has_no_enclosure_as_no_length_is_known() -> None:
    entry = feedparser.parse(contents(rendered(statement()))["rss.xml"]).entries[0]

    assert entry.enclosures == []
    assert entry.media_content == [
        {
            "url": "https://www.example.org/media/images/fahnen.card.jpg",
            "medium": "image",
            "width": "800",
            "height": "450",
        }
    ]
