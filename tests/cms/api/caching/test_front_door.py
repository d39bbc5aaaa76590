import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import LazySettings
from pytest_django import DjangoAssertNumQueries
from taggit.models import Tag
from wagtail.models import Page

from cms.api.caching.front_door import FrontDoor
from cms.api.http.endpoint import respond
from cms.wsgi import django
from tests.factories.site import Site, make_statement

QUERY = "{ statements(locale: de) { nodes { title } } }"


@dataclass(frozen=True, kw_only=True)
class Response:
    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Asks a server that nobody has asked before."""

    door: FrontDoor

    def get(self, query: str = QUERY, *, path: str = "/graphql/", method: str = "GET", **headers: str) -> Response:
        return self._ask(method, path, urlencode({"query": query}), headers=headers)

    def post(self, query: str = QUERY, **headers: str) -> Response:
        body = json.dumps({"query": query}).encode()
        return self._ask("POST", "/graphql/", "", headers={"content_type": "application/json"} | headers, body=body)

    def _ask(
        self, method: str, path: str, query_string: str, *, headers: Mapping[str, str], body: bytes = b""
    ) -> Response:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query_string,
            "SERVER_NAME": "www.example.org",
            "SERVER_PORT": "443",
            "HTTP_HOST": "www.example.org",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "https",
        }
        for name, value in headers.items():
            key = name.upper()
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        sent: list[Any] = []
        content = b"".join(self.door(environ, lambda *parts: sent.extend(parts)))
        return Response(status=int(sent[0].split()[0]), headers=dict(sent[1]), content=content)


@pytest.fixture
def reader(site: Site) -> Reader:
    make_statement(site.statements)
    return Reader(door=FrontDoor(django, respond=respond))


def titles(response: Response) -> list[str]:
    return [node["title"] for node in json.loads(response.content)["data"]["statements"]["nodes"]]


@pytest.mark.parametrize("ask", [Reader.get, Reader.post])
def test_a_hit_is_one_statement(
    ask: Callable[[Reader], Response], reader: Reader, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = ask(reader)

    with django_assert_num_queries(1):
        second = ask(reader)

    assert first == second
    assert titles(first)


def test_a_change_is_seen_at_once(reader: Reader) -> None:
    before = reader.get()
    Page.objects.filter(title=titles(before)[0]).update(title="Anders")
    after = reader.get()

    assert "Anders" not in titles(before)
    assert "Anders" in titles(after)
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_change_that_the_answer_does_not_show_leaves_its_tag(reader: Reader) -> None:
    before = reader.get()
    Tag.objects.create(name="Neu", slug="neu")
    after = reader.get(if_none_match=before.headers["ETag"])

    assert after.status == 304


@pytest.mark.parametrize("condition", ["{}", "W/{}", '"other", {}', "*", 'W/"other" , W/{}'])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_the_client_has_is_not_sent_again(condition: str, method: str, reader: Reader) -> None:
    etag = reader.get().headers["ETag"]

    response = reader.get(method=method, if_none_match=condition.format(etag))

    assert response.status == 304
    assert response.content == b""
    assert response.headers["ETag"] == etag
    assert "Content-Type" not in response.headers
    assert {"Cache-Control", "Vary"} <= response.headers.keys()


@pytest.mark.parametrize("condition", ['"other"', "garbage", "", 'W/"'])
def test_another_tag_gets_the_whole_answer(condition: str, reader: Reader) -> None:
    assert titles(reader.get(if_none_match=condition))


def test_head_tells_about_get(reader: Reader) -> None:
    head, get = reader.get(method="HEAD"), reader.get()

    assert head.content == b""
    assert head.headers == get.headers


def test_a_condition_of_a_post_is_not_looked_at(reader: Reader) -> None:
    response = reader.post(if_none_match="*")

    assert response.status == 200
    assert response.headers["Cache-Control"] == "no-store"


def test_media_types_have_tags_of_their_own(reader: Reader) -> None:
    found = [reader.get(accept=each) for each in ("application/json", "application/graphql-response+json")]

    assert len({each.headers["ETag"] for each in found}) == 2
    assert len({each.content for each in found}) == 1


@pytest.mark.parametrize(
    "query",
    [
        "{ nothing }",
        "{",
        "{ statements(first: -1) { totalCount } }",
        '{ node(id: "x") { id } statements(first: -1) { totalCount } }',
    ],
)
def test_errors_are_not_kept(query: str, reader: Reader) -> None:
    response = reader.get(query)

    assert json.loads(response.content)["errors"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert reader.door.kept_bytes == 0


def test_mutations_are_not_kept_and_run_once(reader: Reader) -> None:
    mutation = """mutation { sendEnquiry(input: {page: "0", email: "a@example.org", consent: true}) { __typename } }"""
    response = reader.post(mutation)

    assert response.status == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert reader.door.kept_bytes == 0


@pytest.mark.parametrize("header", ["authorization", "x_preview_token", "x_perspective"])
def test_what_may_be_personal_is_not_answered_from_the_store(header: str, reader: Reader) -> None:
    reader.get()
    response = reader.get(**{header: "wrong"})

    assert response.status in {400, 401}
    assert response.headers["Cache-Control"] == "no-store"


def test_hosts_that_are_not_ours_are_refused(reader: Reader, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["www.example.org"]
    reader.get()

    assert reader.get(host="evil.example").status == 400
    assert reader.get().status == 200


def test_an_answer_has_the_headers_of_security(reader: Reader, settings: LazySettings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    door = Reader(door=FrontDoor(django, respond=respond))

    headers = door.get(x_forwarded_proto="https").headers

    assert headers["Strict-Transport-Security"].startswith("max-age=60")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_whoever_comes_without_tls_is_sent_to_it(reader: Reader, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    door = Reader(door=FrontDoor(django, respond=respond))
    door.get(x_forwarded_proto="https")

    response = door.get(x_forwarded_proto="http")

    assert response.status == 301
    assert response.headers["Location"].startswith("https://www.example.org/graphql/?query=")


def test_a_request_that_is_too_large_is_refused(reader: Reader) -> None:
    assert reader.post("{ " + "a" * 70_000 + " }").status == 413


@pytest.mark.parametrize(("size", "status"), [(10, 200), (70_000, 413)])
def test_a_request_that_comes_in_pieces_is_read(reader: Reader, size: int, status: int) -> None:
    # The server says where it ends, and not how long it is.
    body = json.dumps({"query": QUERY + " " * size}).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/graphql/",
        "SERVER_NAME": "www.example.org",
        "SERVER_PORT": "443",
        "CONTENT_TYPE": "application/json",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.url_scheme": "https",
    }
    sent: list[Any] = []

    b"".join(reader.door(environ, lambda *parts: sent.extend(parts)))

    assert int(sent[0].split()[0]) == status


def test_a_post_without_a_body_is_not_answered_like_a_get(reader: Reader) -> None:
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/graphql/",
        "QUERY_STRING": urlencode({"query": QUERY}),
        "HTTP_HOST": "www.example.org",
        "SERVER_NAME": "www.example.org",
        "SERVER_PORT": "443",
        "wsgi.input": BytesIO(),
        "wsgi.input_terminated": True,
        "wsgi.url_scheme": "https",
    }
    sent: list[Any] = []
    reader.get()

    b"".join(reader.door(environ, lambda *parts: sent.extend(parts)))

    assert sent[0] == "415 Unsupported Media Type"


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/graphql/d/x/y", "/graphqlx"])
def test_all_else_is_left_to_django(path: str, reader: Reader) -> None:
    response = reader.get(path=path)

    assert "ETag" not in response.headers
    assert "graphql" not in response.headers["Content-Type"]


def test_an_answer_names_what_it_shows(reader: Reader) -> None:
    headers = reader.get().headers

    assert {"content", "list:statements"} <= set(headers["Surrogate-Key"].split())
    assert headers["Cache-Tag"].split(",") == headers["Surrogate-Key"].split()


def test_browsers_ask_each_time_and_shared_caches_soon_again(reader: Reader) -> None:
    found = reader.get().headers["Cache-Control"]

    assert found == "public, max-age=0, s-maxage=10, stale-while-revalidate=30"
