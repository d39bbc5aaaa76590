from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from home.models import LocalGroupPage
from publications.models import EventIndexPage
from tests.factories.home import make_contact_page, make_group, make_groups
from tests.factories.site import NOW, Site, make_event

EVENTS = '{ route(path: "/ortsgruppen/bremen/") { ... on PageRoute { page { ... on LocalGroupPage {\
  city email coordinates { latitude } upcomingEvents { title } } } } } }'
GROUPS = '{ route(path: "/ortsgruppen/") { ... on PageRoute { page { ... on LocalGroupIndexPage {\
  groups { region city } } } } } }'
FORM = '{ route(path: "/kontakt/") { ... on PageRoute { page { ... on ContactPage {\
  contactKind consent groups { city } } } } } }'


def page(answer: Any) -> Any:
    return answer["route"]["page"]


def test_a_group_shows_the_events_it_hosts_and_those_below_its_page(site: Site, ask: Callable[..., Any]) -> None:
    group = make_group(make_groups(site.german))
    own = group.add_child(instance=EventIndexPage(title="Termine in Bremen"))
    make_event(own, "Unser Abend", start=NOW + timedelta(days=2))
    make_event(site.events, "Zu Gast", start=NOW + timedelta(days=1), host_group=group)
    make_event(site.events, "Vorbei", start=NOW - timedelta(days=3), host_group=group)
    make_event(site.events, "Anderswo")

    assert [event["title"] for event in page(ask(EVENTS))["upcomingEvents"]] == ["Zu Gast", "Unser Abend"]


def test_an_event_in_another_language_stays_there(site: Site, ask: Callable[..., Any]) -> None:
    group = make_group(make_groups(site.german))
    english = make_event(site.events, "Evening", host_group=group)
    english.locale = Locale.objects.get(language_code="en")
    english.save()

    assert page(ask(EVENTS))["upcomingEvents"] == []


def test_groups_are_listed_by_region(site: Site, ask: Callable[..., Any]) -> None:
    groups = make_groups(site.german)
    for city, region in (("Leipzig", "Osten"), ("Hamburg", "Norden"), ("Bremen", "Norden")):
        make_group(groups, city, region=region)
    make_group(groups, "Kiel", region="Norden", live=False)

    assert [item["city"] for item in page(ask(GROUPS))["groups"]] == ["Bremen", "Hamburg", "Leipzig"]


def test_a_form_offers_the_groups_of_its_language_that_have_an_address(site: Site, ask: Callable[..., Any]) -> None:
    make_contact_page(site.german)
    make_group(make_groups(site.german))
    make_group(make_groups(site.english), "Berlin")
    make_group(LocalGroupPage.objects.get(city="Bremen").get_parent(), "Kiel", email="")

    assert page(ask(FORM)) == {
        "contactKind": "CONTACT",
        "consent": "Ich bin einverstanden.",
        "groups": [{"city": "Bremen"}],
    }


@pytest.mark.parametrize(("latitude", "longitude"), [(53.1, None), (None, 8.8), (91, 8.8), (53.1, 181)])
def test_coordinates_are_a_pair_on_the_globe(site: Site, latitude: float | None, longitude: float | None) -> None:
    group = make_group(make_groups(site.german))
    group.latitude, group.longitude = latitude, longitude

    with pytest.raises(ValidationError):
        group.full_clean()


def test_a_group_works_in_its_own_tree(site: Site) -> None:
    allowed = {model.__name__ for model in LocalGroupPage.creatable_subpage_models()}

    assert allowed == {"StandardPage", "ContactPage", "EventIndexPage", "StatementIndexPage"}
