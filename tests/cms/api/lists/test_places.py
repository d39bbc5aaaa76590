from collections.abc import Callable
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cms.api.context import Context
from cms.api.execution import run
from cms.api.lists.places import RADIUS_OF_EARTH
from home.models import LocalGroupIndexPage, LocalGroupPage
from publications.models import EventPage
from tests.factories.site import NOW, Site, make_event

EVENTS = "query ($near: Near!) { events(near: $near) { totalCount nodes { title } } }"
LEIPZIG = {"latitude": 51.3397, "longitude": 12.3731}
DEGREES_NORTH = st.floats(min_value=-90, max_value=90)
DEGREES_EAST = st.floats(min_value=-180, max_value=180)

Ask = Callable[..., Any]


def kilometers(latitude: float, longitude: float, near: dict[str, float]) -> float:
    north, south = radians(latitude), radians(near["latitude"])
    east = radians(longitude - near["longitude"])
    squared = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * RADIUS_OF_EARTH * asin(min(1, sqrt(squared)))


def found(ask: Ask, near: dict[str, float]) -> list[str]:
    return [node["title"] for node in ask(EVENTS, near=near)["events"]["nodes"]]


def test_events_near_a_place(site: Site, ask: Ask) -> None:
    make_event(site.events, "Halle", latitude=51.4828, longitude=11.9697)
    make_event(site.events, "Berlin", latitude=52.52, longitude=13.405)
    make_event(site.events, "Irgendwo")

    assert found(ask, {**LEIPZIG, "radiusKm": 30}) == []
    assert found(ask, {**LEIPZIG, "radiusKm": 40}) == ["Halle"]
    assert found(ask, {**LEIPZIG, "radiusKm": 20_000}) == ["Halle", "Berlin"]


def test_local_groups_near_a_place(site: Site, ask: Ask) -> None:
    groups = site.german.add_child(instance=LocalGroupIndexPage(title="Gruppen"))
    groups.add_child(instance=LocalGroupPage(title="Halle", city="Halle", latitude=51.4828, longitude=11.9697))
    groups.add_child(instance=LocalGroupPage(title="Berlin", city="Berlin", latitude=52.52, longitude=13.405))

    answer = ask(
        "query ($near: Near!) { localGroups(near: $near) { nodes { title } } }", near={**LEIPZIG, "radiusKm": 40}
    )

    assert answer == {"localGroups": {"nodes": [{"title": "Halle"}]}}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.tuples(DEGREES_NORTH, DEGREES_EAST),
    center=st.tuples(DEGREES_NORTH, DEGREES_EAST),
    radius=st.floats(min_value=0.1, max_value=20_000),
)
# The smallest number there is, squared, is none any more.
@example(place=(5e-324, 5e-324), center=(0.0, 0.0), radius=1.0)
def test_what_is_near_is_measured_along_the_great_circle(
    site: Site, ask: Ask, place: tuple[float, float], center: tuple[float, float], radius: float
) -> None:
    latitude, longitude = place
    near = {"latitude": center[0], "longitude": center[1], "radiusKm": radius}
    distance = kilometers(latitude, longitude, near)
    assume(abs(distance - radius) > 1e-3)
    event = EventPage.objects.first() or make_event(site.events, "Hier")
    EventPage.objects.filter(pk=event.pk).update(latitude=latitude, longitude=longitude)

    assert found(ask, near) == (["Hier"] if distance < radius else [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": 91},
        {"latitude": -91},
        {"longitude": 181},
        {"radiusKm": 0},
        {"radiusKm": 1e-300},
        {"radiusKm": 20_001},
    ],
)
def test_a_circle_on_no_map_is_refused(db: None, wrong: dict[str, float]) -> None:
    near = {**LEIPZIG, "radiusKm": 10, **wrong}

    answer = run(EVENTS, variables={"near": near}, context=Context(base_url="", now=NOW))

    assert [(error.extensions or {}).get("code") for error in answer.errors] == ["BAD_ARGUMENT"]
