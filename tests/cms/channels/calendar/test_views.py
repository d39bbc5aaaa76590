import pytest
from django.http import Http404
from django.test import RequestFactory

from cms.channels.calendar.views import calendar


@pytest.mark.parametrize("locale", ["fr", "", "DE"])
def test_unknown_calendar_is_not_found(rf: RequestFactory, locale: str) -> None:
    with pytest.raises(Http404):
        calendar(rf.get(f"/calendar/{locale}.ics"), locale=locale)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_calendar_can_only_be_read(rf: RequestFactory, method: str) -> None:
    response = calendar(rf.generic(method, "/calendar/de.ics"), locale="de")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
