import pkgutil
from encodings import __path__ as folders
from io import BytesIO
from typing import Any

import pytest

from cms.api.caching.front_door import FrontDoor
from cms.api.http.charsets import with_readable_charset
from cms.api.http.endpoint import respond
from cms.wsgi import django
from tests.factories.site import Site

BODY = b'{"query": "{ site { url } }"}'
CODECS = sorted({module.name for module in pkgutil.iter_modules(folders)} - {"mbcs", "oem"})
BROKEN = ["; a*=nonsense''b", "; charset*=idna''%FC%FF", "; charset*0=base; charset*1=64", "; charset=\xfc"]


@pytest.fixture
def door() -> FrontDoor:
    return FrontDoor(django, respond=respond)


def status(door: FrontDoor, *, content_type: str, path: str) -> int:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "a=%C3%BC",
        "SERVER_NAME": "www.example.org",
        "SERVER_PORT": "443",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(BODY)),
        "wsgi.input": BytesIO(BODY),
        "wsgi.url_scheme": "https",
    }
    sent: list[str] = []
    b"".join(door(environ, lambda line, _headers: sent.append(line)))
    return int(sent[0].split()[0])


def test_no_codec_of_python_is_more_than_a_charset_that_nobody_speaks_here(door: FrontDoor, site: Site) -> None:
    found = {name: status(door, content_type=f"application/json; charset={name}", path="/graphql/") for name in CODECS}

    assert set(found.values()) == {415}


@pytest.mark.parametrize("parameters", BROKEN)
def test_a_header_that_cannot_be_taken_apart_is_refused(door: FrontDoor, site: Site, parameters: str) -> None:
    assert status(door, content_type=f"application/json{parameters}", path="/graphql/") == 415


@pytest.mark.parametrize("parameters", ["; charset=base64", "; charset=undefined", *BROKEN])
def test_the_rest_of_the_site_is_spared_too(door: FrontDoor, site: Site, parameters: str) -> None:
    code = status(door, content_type=f"application/x-www-form-urlencoded{parameters}", path="/admin/login/")

    assert code < 500


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "text/plain; charset=latin-1", "multipart/form-data; boundary=x"]
)
def test_what_can_be_read_stays(content_type: str) -> None:
    environ = {"CONTENT_TYPE": content_type}

    assert with_readable_charset(environ) is environ
