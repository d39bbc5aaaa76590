from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from publications.models import NewsletterIssue
from tests.factories.files import make_image
from tests.factories.newsletters import make_archive, make_issue, new_statements, next_events, picks
from tests.factories.site import Site, make_event, make_page, make_statement

PATH = "/newsletter/erste-ausgabe/"
# With pages of three types in an issue, which are looked up with the issue itself where they were in it the last time.
COSTS = {"website": 1, "newsletter": 1}
# Rules choose anew each time, so no plan is made for what they find; each type of page is looked up once.
COST_OF_RULES = 23


def make(site: Site, *, items: int) -> NewsletterIssue:
    pages = [make_page(site.german, f"Seite {count}", hero_image=make_image()) for count in range(items)]
    for count in range(items):
        make_statement(site.statements, f"Text {count}", hero_image=make_image()).save_revision().publish()
        make_event(site.events, f"Termin {count}", start=timezone.now() + timedelta(days=1 + count))
    sections = [picks(*pages), new_statements(), next_events()]
    return make_issue(make_archive(site.german), sections=sections)


def cost(name: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        channel(name).ask(in_process_source(), path=PATH, locale="de", now=timezone.now())
    return len(queries)


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("name", "expected"), COSTS.items())
def test_frozen_issue_costs_the_same_for_one_and_for_three(site: Site, name: str, expected: int, items: int) -> None:
    make(site, items=items).save_revision().publish()
    cost(name)

    assert cost(name) == expected


@pytest.mark.parametrize("items", [1, 3])
def test_rules_cost_the_same_however_much_they_find(site: Site, items: int) -> None:
    issue = make(site, items=items)
    NewsletterIssue.objects.filter(pk=issue.pk).update(live=True)
    cost("newsletter")

    assert cost("newsletter") == COST_OF_RULES
