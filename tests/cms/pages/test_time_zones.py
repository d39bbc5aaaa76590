from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cms.pages.time_zones import in_zone

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first, second = (datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN) for fold in (0, 1))
    assert first == second

    assert [in_zone(each, "UTC") for each in (first, second)] == [
        datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)
    ]


def test_a_zone_that_does_not_exist_is_that_of_the_site() -> None:
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)

    assert in_zone(moment, "Europe/Nowhere").utcoffset() == timedelta(hours=2)
