from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.site import Site, make_statement
from tests.factories.webhooks import make_endpoint

# Looking at the page as readers do, before and after, and writing event and deliveries.
COST = 31


def cost_of_publishing(site: Site, title: str) -> int:
    page = make_statement(site.statements, title)
    page.summary = "Neu"
    revision = page.save_revision()
    with CaptureQueriesContext(connection) as queries:
        revision.publish()
    return len(queries)


def test_publishing_costs_the_same_however_many_webhooks_there_are(site: Site) -> None:
    cost_of_publishing(site, "Vorher")
    without = cost_of_publishing(site, "Ohne")

    make_endpoint()
    make_endpoint("Zwei")
    cost_of_publishing(site, "Zum ersten Mal")
    with_two = cost_of_publishing(site, "Mit zwei")
    make_endpoint("Drei")
    make_endpoint("Vier")
    with_four = cost_of_publishing(site, "Mit vier")

    assert with_four == with_two
    assert with_two - without <= COST
