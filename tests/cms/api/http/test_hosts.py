import json
import logging

import pytest
from django.conf import LazySettings

from cms.api.caching.front_door import FrontDoor
from cms.api.http.endpoint import respond
from cms.wsgi import django
from tests.cms.api.caching.test_front_door import Reader, titles
from tests.factories.site import Site, make_statement

NEW = "application/graphql-response+json"
# What a server in front of ours might let pass.
WRONG = ["evil.example", "<script>alert(1)</script>", "www.example.org:port", "", "www.example.org, evil.example", "ü"]


@pytest.fixture
def reader(site: Site, settings: LazySettings) -> Reader:
    settings.ALLOWED_HOSTS = ["www.example.org"]
    make_statement(site.statements)
    return Reader(door=FrontDoor(django, respond=respond))


@pytest.mark.parametrize("scheme", ["https", "http"])
@pytest.mark.parametrize("host", WRONG)
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (NEW, NEW),
        ("application/json", "application/json"),
        ("text/html", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_a_wrong_host_is_told_as_graphql_tells_errors(
    reader: Reader, settings: LazySettings, host: str, accept: str, media_type: str, scheme: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    response = reader.get(host=host, accept=accept, x_forwarded_proto=scheme)

    (error,) = json.loads(response.content)["errors"]
    assert (response.status, response.headers["Content-Type"]) == (400, f"{media_type}; charset=utf-8")
    assert error["extensions"] == {"code": "HOST_NOT_ALLOWED"}
    assert "ALLOWED_HOSTS" in error["message"]
    assert not any(each and each.encode() in response.content for each in (host, "<"))
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_wrong_host_is_told_by_every_method_and_logged(reader: Reader, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answers = [reader.post(host="evil.example"), reader.get(method="HEAD", host="evil.example")]

    assert [answer.status for answer in answers] == [400, 400]
    assert answers[1].content == b""
    assert [record.name for record in caplog.records] == ["django.security.DisallowedHost"] * 2


def test_what_is_kept_for_the_right_host_is_not_shown_to_a_wrong_one(reader: Reader) -> None:
    assert titles(reader.get())

    assert reader.get(host="evil.example").status == 400
    assert titles(reader.get())
