from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from publications.models import Organisation, Person, Topic
from tests.factories.site import Site, make_event, make_statement

FIELDS = "id title path locale isFallback resolvedLocale heroImage { alt }"
REGISTERS = "id slug resolvedLocale isFallback"
SIGNED = f"topics {{ {REGISTERS} }} authors {{ {REGISTERS} organisation {{ name }} }} coSigners {{ {REGISTERS} }}"
PAGE_INFO = "pageInfo { hasNextPage endCursor }"
STATEMENTS = f"nodes {{ {FIELDS} date {SIGNED} }} {PAGE_INFO} totalCount"
DATES = "nextOccurrence { start } occurrences { start }"
EVENTS = f"nodes {{ {FIELDS} start {DATES} hostGroup {{ title }} }} {PAGE_INFO}"
FILTERED = """where: {
  or: [{ title: { contains: "nr" } }, { topics: { some: { slug: { eq: "frieden" } } } }]
  authors: { none: { organisation: { is: { name: { startsWith: "x" } } } } }
  series: { isNull: true }
}"""
SPAN = 'between: { start: "2026-12-01T00:00:00+01:00", end: "2027-11-01T00:00:00+01:00" }'

Ask = Callable[..., Any]


def costs(ask: Ask, document: str) -> set[int]:
    """Return how many SQL statements a document takes that shows 1, 20 or 100 items."""
    # What is remembered for as long as nothing changes is looked up before.
    ask(document.replace("SIZE", "1"))
    found = set()
    for size in (1, 20, 100):
        with CaptureQueriesContext(connection) as statements:
            (answer,) = ask(document.replace("SIZE", str(size))).values()
        assert len(answer["nodes"]) == size
        found.add(len(statements))
    return found


def make_signed_statements(site: Site, count: int) -> None:
    german = Locale.objects.get(language_code="de")
    organization = Organisation.objects.create(name="Bündnis", slug="buendnis", locale=german)
    for number in range(count):
        values = {"slug": f"nr-{number}", "locale": german}
        person = Person.objects.create(name=f"Nr. {number}", organisation=organization, **values)
        statement = make_statement(site.statements, f"Nr. {number}")
        statement.topics = [Topic.objects.create(name=f"Nr. {number}", **values)]
        statement.authorships.create(person=person)
        statement.signatures.create(organisation=organization)
        statement.save()


def test_a_list_of_statements_costs_the_same_for_1_20_and_100(site: Site, ask: Ask) -> None:
    make_signed_statements(site, 100)

    for arguments in (
        "first: SIZE",
        "last: SIZE, orderBy: TITLE_DESC",
        "first: SIZE, locale: en, fallback: [de]",
        f"first: SIZE, orderBy: FIRST_PUBLISHED_AT_ASC, {FILTERED}",
    ):
        document = f"{{ statements({arguments}) {{ {STATEMENTS} }} }}"
        assert len(costs(ask, document)) == 1, arguments


def test_a_list_of_events_costs_the_same_for_1_20_and_100(site: Site, ask: Ask) -> None:
    start = datetime(2026, 12, 1, 18, tzinfo=UTC)
    for number in range(100):
        make_event(site.events, f"Nr. {number}", start=start, repeats="weekly", repeats_until=date(2026, 12, 10))

    for arguments in ("first: SIZE, upcoming: true", f"first: SIZE, {SPAN}"):
        document = f"{{ events({arguments}) {{ {EVENTS} }} }}"
        assert len(costs(ask, document)) == 1, arguments


def test_dates_of_events_cost_the_same_for_1_20_and_100(site: Site, ask: Ask) -> None:
    start = datetime(2026, 12, 1, 18, tzinfo=UTC)
    for number in range(34):
        make_event(site.events, f"Nr. {number}", start=start, repeats="weekly", repeats_until=date(2026, 12, 20))
    document = f"{{ occurrences(first: SIZE, {SPAN}) {{ nodes {{ start event {{ {FIELDS} }} }} totalCount }} }}"

    assert len(costs(ask, document)) == 1


@pytest.mark.parametrize("name", ["people", "organisations", "topics"])
def test_a_list_of_snippets_costs_the_same_for_1_20_and_100(site: Site, ask: Ask, name: str) -> None:
    german = Locale.objects.get(language_code="de")
    model: Any = {"people": Person, "organisations": Organisation, "topics": Topic}[name]
    model.objects.bulk_create(model(name=f"Nr. {number}", slug=f"nr-{number}", locale=german) for number in range(100))
    more = {"people": "portrait { alt } organisation { name }", "organisations": "logo { alt }"}.get(name, "")
    document = f"{{ {name}(first: SIZE) {{ nodes {{ {REGISTERS} name {more} }} totalCount {PAGE_INFO} }} }}"

    assert len(costs(ask, document)) == 1
