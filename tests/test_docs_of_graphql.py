import json
import re
import shlex
import subprocess
from functools import reduce
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from django.core.management import call_command

from cms.api.preview import store_draft
from cms.api.tokens.models import Token
from home.models import HomePage
from tests.factories.site import make_root
from tests.test_docs import commands

DOCS = Path(__file__).parents[1] / "docs"
DOCUMENTS = [
    document
    for name in ("graphql.md", "graphql-http.md", "webhooks.md")
    for document in re.findall(r"```graphql\n(.*?)```", (DOCS / name).read_text(), re.DOTALL)
]
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture
def example(transactional_db: None, live_server: Any) -> str:
    """The example site, served."""
    make_root()
    call_command("load_example_site", verbosity=0)
    return str(live_server.url)


def ask(address: str, document: str, **variables: Any) -> Any:
    body = json.dumps({"query": document, "variables": variables}).encode()
    request = Request(f"{address}/graphql/", body, {"Content-Type": "application/json"})  # noqa: S310  The test's own.
    with urlopen(request) as response:  # noqa: S310  As above.
        return json.load(response)


@pytest.mark.django_db(transaction=True)
def test_every_document_in_the_docs_is_answered(example: str) -> None:
    first = ask(example, "{ statements(first: 1) { nodes { id } } }")["data"]["statements"]["nodes"][0]["id"]
    known = {"path": "/", "query": "Offenes Treffen", "id": first}

    for document in DOCUMENTS:
        variables = {name: value for name, value in known.items() if f"${name}:" in document}
        answer = ask(example, document, **variables)
        assert "errors" not in answer, f"{document}\n{answer}"
        assert any(answer["data"].values()), document


@pytest.mark.django_db(transaction=True)
def test_every_request_in_the_docs_is_answered(example: str) -> None:
    _token, key = Token.issue(name="Website", scopes=["content:read"], expires_at=None)
    draft = store_draft(HomePage.objects.get(locale__language_code="de"), editor_id=None)
    given = {LOCAL: example, "cms_…": key, "<token>": draft.token, "<path>": draft.path}
    requests = [line for line in commands() if line.startswith("curl")]

    for line in requests:
        command = reduce(lambda text, pair: text.replace(*pair), given.items(), line)
        done = subprocess.run(shlex.split(command), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert '"data"' in done.stdout

    assert len(requests) == 5
