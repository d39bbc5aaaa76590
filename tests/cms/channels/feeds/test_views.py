import pytest
from django.http import Http404
from django.test import RequestFactory

from cms.channels.feeds.views import feed


@pytest.mark.parametrize(("locale", "filename"), [("fr", "rss.xml"), ("", "atom.xml"), ("de", "feed.xml")])
def test_unknown_feed_is_not_found(rf: RequestFactory, locale: str, filename: str) -> None:
    with pytest.raises(Http404):
        feed(rf.get(f"/feeds/{locale}/{filename}"), locale=locale, filename=filename)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_feed_can_only_be_read(rf: RequestFactory, method: str) -> None:
    response = feed(rf.generic(method, "/feeds/de/rss.xml"), locale="de", filename="rss.xml")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
