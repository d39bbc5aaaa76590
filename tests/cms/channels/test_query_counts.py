from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from tests.factories.files import make_document, make_image
from tests.factories.site import NOW, Site, make_event, make_page, make_statement, make_topic

PATHS = {"feeds": "/", "calendar": "/", "website": "/stellungnahmen/"}
# What a document may cost that nobody has asked for yet, once the state of the site is known.
MAXIMUM_COST = 4
# What the documents cost from the second time on, when it is foreseen what they lead to. A number may fall.
COSTS = {
    "website": 2,
    "instagram": 1,
    "telegram": 1,
    "mastodon": 1,
    "bluesky": 1,
    "newsletter": 1,
    "leaflet": 1,
    "feeds": 1,
    "calendar": 1,
    "webhooks": 1,
}
# What bodies cost that have pictures, galleries, videos, files and pages, all of which are looked up at once.
COST_OF_FULL_BODIES = 1
COST_OF_A_FULL_BODY = 1


def fill(site: Site, number: int) -> None:
    target = make_page(site.german, "Ziel")
    topic = make_topic()
    link = f'<p><a linktype="page" id="{target.pk}">Ziel</a></p>'
    for count in range(number):
        statement = make_statement(site.statements, f"Nummer {count}", body=[("paragraph", {"text": link})])
        statement.topics = [topic]
        statement.save()
        make_event(site.events, f"Nummer {count}", start=NOW + timedelta(days=count))


def cost(name: str) -> int:
    path = PATHS.get(name, "/stellungnahmen/nummer-0/")
    with CaptureQueriesContext(connection) as queries:
        channel(name).ask(in_process_source(), path=path, locale="de", now=NOW)
    return len(queries)


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize("name", settings.CHANNELS)
def test_documents_cost_the_same_for_one_and_for_three(site: Site, name: str, items: int) -> None:
    fill(site, items)
    # Sites and content types are kept in memory from the first request on.
    cost("mastodon" if name != "mastodon" else "bluesky")

    assert cost(name) <= MAXIMUM_COST
    assert cost(name) == COSTS[name]


def rich_body(site: Site, count: int) -> list[tuple[str, Any]]:
    """Return a body of its own for each statement: no picture, file or page of it is in another body."""
    pictures = [make_image() for _ in range(7)]
    event = make_event(site.events, f"Verlinkt {count}")
    page = make_page(site.german, f"Verlinkt {count}")
    return [
        *(("image", {"image": picture, "caption": ""}) for picture in pictures[:5]),
        ("gallery", {"heading": "", "pictures": [{"image": picture, "caption": ""} for picture in pictures[5:]]}),
        ("embed", {"url": "https://vimeo.com/1", "title": "Vortrag", "image": make_image(), "privacy_note": ""}),
        ("file", {"file": make_document(f"Heft {count}"), "title": ""}),
        ("linked_page", {"page": event}),
        ("call_to_action", {"text": "Lesen", "page": page, "address": ""}),
        ("paragraph", {"text": f'<p><a linktype="page" id="{page.pk}">Ziel</a></p>'}),
    ]


def cost_of_bodies(site: Site, name: str, *, items: int) -> int:
    for count in range(items):
        make_statement(site.statements, f"Nummer {count}", body=rich_body(site, count))
    cost(name)
    return cost(name)


@pytest.mark.parametrize("items", [1, 3])
def test_bodies_full_of_pictures_cost_a_list_the_same_for_one_and_for_three(site: Site, items: int) -> None:
    assert cost_of_bodies(site, "feeds", items=items) == COST_OF_FULL_BODIES


@pytest.mark.parametrize("parts", [1, 3])
def test_a_body_costs_the_same_however_full_it_is(site: Site, parts: int) -> None:
    body = [block for count in range(parts) for block in rich_body(site, count)]
    make_statement(site.statements, "Nummer 0", body=body)
    cost("newsletter")

    assert cost("newsletter") == COST_OF_A_FULL_BODY
