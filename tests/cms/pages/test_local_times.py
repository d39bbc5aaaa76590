from datetime import UTC, datetime

import pytest
from django.utils import translation

from cms.pages import local_times
from cms.pages.local_times import NoSuchTimeError

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize("text", ["2026-03-29T02:00", "2026-03-29T02:30", "2027-03-28T02:00", "2027-03-28T02:59"])
def test_the_hour_left_out_in_spring_is_refused(text: str) -> None:
    with pytest.raises(NoSuchTimeError) as refused:
        local_times.moment(local_times.read(text), zone=BERLIN)

    assert [f"{time:%H:%M}" for time in refused.value.nearest] == ["01:59", "03:00"]


def test_the_refusal_names_the_nearest_times() -> None:
    with translation.override("en"), pytest.raises(NoSuchTimeError) as refused:
        local_times.moment(local_times.read("2027-03-28T02:30"), zone=BERLIN)

    reason = "On March 28, 2027 clocks go straight from 01:59 to 03:00 in Europe/Berlin, so there is no 02:30."
    assert refused.value.messages == [f"{reason} Choose 01:59 or 03:00."]


@pytest.mark.parametrize(("text", "day"), [("2026-10-25T02:30", (2026, 10, 25)), ("2027-10-31T02:30", (2027, 10, 31))])
def test_the_hour_that_comes_twice_in_autumn_is_the_first_unless_said(text: str, day: tuple[int, int, int]) -> None:
    wall = local_times.read(text)

    first, second = (local_times.moment(wall, zone=BERLIN, second=second) for second in (False, True))

    assert (first, second) == (datetime(*day, 0, 30, tzinfo=UTC), datetime(*day, 1, 30, tzinfo=UTC))
    assert [local_times.offset(moment, zone=BERLIN) for moment in (first, second)] == ["UTC+02:00", "UTC+01:00"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2026-10-25T01:59", 1),
        ("2026-10-25T02:00", 2),
        ("2026-10-25T02:59", 2),
        ("2026-10-25T03:00", 1),
        ("2027-03-28T01:59", 1),
        ("2027-03-28T02:00", 0),
        ("2027-03-28T03:00", 1),
    ],
)
def test_clocks_show_a_time_as_often_as_they_do(text: str, number: int) -> None:
    assert len(local_times.moments(local_times.read(text), zone=BERLIN)) == number


def test_a_zone_without_summer_time_has_each_hour_once() -> None:
    assert local_times.moment(local_times.read("2027-03-28T02:30"), zone="UTC") == datetime(
        2027, 3, 28, 2, 30, tzinfo=UTC
    )
