from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from tests.factories.site import NOW, Site, make_event, make_page, make_statement, make_topic

PATHS = {"feeds": "/", "calendar": "/", "website": "/stellungnahmen/"}
# What the documents cost today. A number may fall; before it rises, look for the loop that asks once an item.
COSTS = {
    "website": 16,
    "instagram": 10,
    "telegram": 10,
    "newsletter": 10,
    "leaflet": 10,
    "feeds": 8,
    "calendar": 6,
}


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
    cost(name)

    assert cost(name) == COSTS[name]
