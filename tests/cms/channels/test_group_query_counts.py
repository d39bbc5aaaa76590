from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from home.models import LocalGroupIndexPage
from tests.factories.home import make_contact_page, make_group, make_groups
from tests.factories.site import NOW, Site, make_event

MAXIMUM = 4
PATHS = ("/kontakt/", "/ortsgruppen/", "/ortsgruppen/bremen/")


def add(groups: LocalGroupIndexPage, site: Site, *cities: str) -> None:
    """Make groups, and an event for each that the first of them all hosts."""
    for city in cities:
        make_group(groups, city)
        host = groups.get_children().first().specific
        make_event(site.events, f"Treffen {city}", start=NOW + timedelta(days=1), host_group=host)


def cost(name: str, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        channel(name).ask(in_process_source(), path=path, locale="de", now=NOW)
    return len(queries)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", [name for name in settings.CHANNELS if name not in {"feeds", "calendar"}])
def test_groups_and_forms_cost_the_same_for_one_and_for_three(site: Site, name: str, path: str) -> None:
    make_contact_page(site.german)
    groups = make_groups(site.german)
    add(groups, site, "Bremen")
    # Sites and content types are kept in memory from the first request on.
    cost(name, path)
    for_one = cost(name, path)

    add(groups, site, "Leipzig", "Kassel")
    # What is remembered of the site is looked up anew after every change.
    cost(name, path)

    assert cost(name, path) == for_one <= MAXIMUM
