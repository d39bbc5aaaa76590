import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_httpserver import HTTPServer

from cms.api.tokens.models import Token
from cms.channels.sources import HTTPSource
from tests.factories.site import Site, make_page, make_statement

Render = Callable[..., str]


@pytest.fixture
def render(capsys: pytest.CaptureFixture[str]) -> Render:
    def run(channel: str, path: str, output: Path, **options: Any) -> str:
        call_command("render", channel, path, output=output, **options)
        return capsys.readouterr().out

    return run


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_render_writes_files_and_counts_them(site: Site, render: Render, tmp_path: Path) -> None:
    make_page(site.german)

    table = render("telegram", "/wer-wir-sind/", tmp_path)

    assert written(tmp_path)["message.html"].startswith(b"<b>Wer wir sind</b>")
    assert "message.html" in table
    assert "utf16" in table


@pytest.mark.django_db(transaction=True)
def test_render_over_http_writes_the_same_files(site: Site, render: Render, tmp_path: Path, live_server: Any) -> None:
    make_statement(site.statements)
    here, there = tmp_path / "here", tmp_path / "there"
    _token, key = Token.issue(name="Script", scopes=["content:read"], expires_at=None)

    for channel in ("telegram", "instagram"):
        render(channel, "/stellungnahmen/nein-zur-wehrpflicht/", here / channel)
        endpoint = f"{live_server.url}/graphql/"
        render(channel, "/stellungnahmen/nein-zur-wehrpflicht/", there / channel, endpoint=endpoint, token=key)

        assert written(there / channel) == written(here / channel)


@pytest.mark.parametrize(
    ("channel", "path", "message"),
    [
        ("fax", "/", "There is no channel 'fax'. The channels are: website, instagram"),
        ("telegram", "/nirgends/", "There is no published page at /nirgends/."),
    ],
)
def test_render_says_what_is_wrong(
    site: Site, render: Render, tmp_path: Path, channel: str, path: str, message: str
) -> None:
    with pytest.raises(CommandError, match=message.replace(".", r"\.")):
        render(channel, path, tmp_path)


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [("http://127.0.0.1:9/graphql/", "cannot be reached"), ("nonsense", "cannot be reached")],
)
def test_render_says_that_an_endpoint_cannot_be_reached(
    db: None, render: Render, tmp_path: Path, endpoint: str, message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        render("telegram", "/", tmp_path, endpoint=endpoint)


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (200, "<html>", "answered 200 without JSON"),
        (200, "[" * 20_000, "answered 200 without JSON"),
        (200, "[]", "answered 200: no data"),
        (200, '{"data": "x"}', "answered 200: no data"),
        (200, '{"errors": ["boom"], "data": null}', "answered 200: no data"),
        (200, '{"errors": [{"message": "Nein."}]}', "answered 200: Nein."),
        (500, "", "answered 500 without JSON"),
        (200, '{"data": {"route": {"__typename": "PageRoute", "page": {}}}}', "Does it run the same version"),
    ],
)
def test_render_says_what_an_endpoint_answered_wrongly(
    render: Render, tmp_path: Path, httpserver: HTTPServer, status: int, body: str, message: str
) -> None:
    httpserver.expect_request("/graphql/").respond_with_data(body, status=status)

    with pytest.raises(CommandError, match=re.escape(message)):
        render("telegram", "/", tmp_path, endpoint=httpserver.url_for("/graphql/"))


def test_render_says_that_a_folder_cannot_be_written(site: Site, render: Render, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match="cannot be written"):
        render("telegram", "/", tmp_path / "file")


def test_the_token_goes_to_the_endpoint_alone(httpserver: HTTPServer) -> None:
    source = HTTPSource(httpserver.url_for("/graphql/"), token="secret")  # noqa: S106  No secret, a test's own word.
    httpserver.expect_request("/image.jpg").respond_with_data(b"x")

    source.fetch(httpserver.url_for("/image.jpg"))

    assert "Authorization" not in httpserver.log[0][0].headers
