import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from cms.api.context import Context
from publications.models import EventException
from tests.conftest import ExpectFile
from tests.factories.example import make_example
from tests.factories.home import make_group, make_groups
from tests.factories.remembered import remembered
from tests.factories.site import NOW, Site, make_event, make_statement, make_topic

Ask = Callable[..., Any]
EXPECTED = Path(__file__).parent / "expected"

JSON_LD = "query ($path: String!) { route(path: $path) { ... on PageRoute { page { __typename seo { jsonLd } } } } }"
DAY = ("datePublished", "dateModified", "startDate", "endDate", "previousStartDate")
# What schema.org's readers want of each type: https://developers.google.com/search/docs/appearance/structured-data
WANTED = {
    "Organization": {"name", "url"},
    "WebPage": {"name", "dateModified", "publisher"},
    "CollectionPage": {"name", "dateModified", "publisher"},
    "ContactPage": {"name", "dateModified", "publisher"},
    "Article": {"headline", "datePublished", "dateModified", "publisher"},
    "Event": {"name", "startDate", "endDate", "eventStatus", "eventAttendanceMode", "location", "organizer"},
    "DiscussionForumPosting": {"headline", "datePublished", "dateModified", "publisher"},
    "Course": {"name", "publisher"},
    "Book": {"name", "datePublished", "publisher"},
    "PublicationIssue": {"name", "datePublished", "publisher"},
    "CreativeWork": {"name", "datePublished", "publisher"},
    "BreadcrumbList": {"itemListElement"},
}


def graph(ask: Ask, path: str) -> list[dict[str, Any]]:
    document = json.loads(ask(JSON_LD, path=path)["route"]["page"]["seo"]["jsonLd"])
    assert document["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = document["@graph"]
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield each object within JSON."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)


@pytest.mark.django_db
def test_every_example_says_what_readers_of_schema_org_want(ask: Ask) -> None:
    remembered(make_example)
    context = Context(base_url="https://www.example.org", now=NOW)
    types = set()

    for page in context.visibility.pages(Page.objects.all()):
        found = graph(ask, context.path(page) or "")

        for node in found:
            types.add(node["@type"])
            assert WANTED[node["@type"]] <= node.keys(), page
        for node in nodes(found):
            assert all(value not in (None, "", [], {}) for value in node.values()), node
            assert all(node[name].startswith("https://") for name in ("@id", "url", "item") if name in node), node
            assert all(datetime.fromisoformat(node[name]) for name in DAY if name in node), node

    assert types >= {"Article", "Event", "DiscussionForumPosting", "Course", "CollectionPage", "ContactPage"}


@pytest.mark.parametrize("kind", ["statement", "event", "series"])
def test_a_page_is_described_as_expected(site: Site, ask: Ask, expect_file: ExpectFile, kind: str) -> None:
    path = MAKE[kind](site)

    expect_file(EXPECTED / f"{kind}.json", json.dumps(graph(ask, path), ensure_ascii=False, indent=1).encode())


def make_described_statement(site: Site) -> str:
    statement = make_statement(site.statements, summary="Kein Cent für die Aufrüstung.")
    statement.topics = [make_topic()]
    statement.save()
    return "/stellungnahmen/nein-zur-wehrpflicht/"


def make_moved_event(site: Site) -> str:
    place = {"venue": "Stadtteilladen", "address": "Lange Straße 1", "online_url": "https://treffen.example.org/"}
    make_event(site.events, status="moved_online", **place)
    return "/termine/offenes-treffen/"


def make_series(site: Site) -> str:
    start = datetime.fromisoformat("2026-12-03T19:00:00+01:00")
    event = make_event(site.events, start=start, venue="Laden", repeats="weekly", repeats_until=date(2026, 12, 24))
    event.exceptions = [EventException(date=date(2026, 12, 17), change="cancelled", note="Feiertag")]
    event.save()
    return "/termine/offenes-treffen/"


MAKE = {"statement": make_described_statement, "event": make_moved_event, "series": make_series}


def test_a_group_is_an_organization_below_ours(site: Site, ask: Ask) -> None:
    where = {"meeting_place": "Beispielhaus", "latitude": 53.0793, "longitude": 8.8017}
    networks = {"website": "https://bremen.example.org/", "telegram_handle": "beispiel_bremen"}
    make_group(make_groups(site.german), **where, **networks)

    (ours, group, _trail) = graph(ask, "/ortsgruppen/bremen/")

    assert group["@type"] == "Organization"
    assert group["name"] == "Ortsgruppe Bremen"
    assert group["parentOrganization"] == {"@id": ours["@id"]}
    assert group["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 53.0793, "longitude": 8.8017}
    assert group["sameAs"] == ["https://bremen.example.org/", "https://t.me/beispiel_bremen"]
