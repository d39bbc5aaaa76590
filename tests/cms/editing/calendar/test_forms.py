from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from wagtail.models import Page

from cms.editing.calendar.forms import MoveForm
from cms.editing.calendar.moving import find_movable
from tests.factories.desk import days, make_editor, schedule
from tests.factories.site import Site, make_statement


@pytest.fixture
def editor(site: Site) -> AbstractUser:
    return make_editor(site.german)


@pytest.fixture
def scheduled(site: Site) -> Page:
    return schedule(make_statement(site.statements), at=timezone.now() + days(1))


def form(page: Page, user: AbstractUser, **data: str) -> MoveForm:
    return MoveForm(data, movable=find_movable(page, channel="website", user=user))


def test_time_that_clocks_skip_is_refused(scheduled: Page, editor: AbstractUser) -> None:
    assert not form(scheduled, editor, day="2027-03-28", clock="02:30").is_valid()


def test_time_that_comes_twice_is_asked_about(scheduled: Page, editor: AbstractUser) -> None:
    unclear = form(scheduled, editor, day="2027-10-31", clock="02:30")
    second = form(scheduled, editor, day="2027-10-31", clock="02:30", hour="1")

    assert (unclear.is_valid(), unclear.asks_for_hour) == (False, True)
    assert second.is_valid()
    assert second.cleaned_data["moment"] == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_time_gone_by_is_refused(scheduled: Page, editor: AbstractUser) -> None:
    assert form(scheduled, editor, day="2020-01-01", clock="10:00").errors.keys() == {"day"}
