import re
from pathlib import Path

import pytest
from django.conf import settings
from graphql import Source, parse, specified_rules, validate

from cms.api.schema import schema
from cms.channels import documents
from cms.channels.documents import CHANNELS_DIR, FRAGMENTS_PATH

each_channel = pytest.mark.parametrize("name", settings.CHANNELS)


@each_channel
def test_document_is_valid_to_the_letter(name: str) -> None:
    document = documents.load(name)

    errors = validate(
        schema().graphql_schema, parse(Source(document.text, f"{name}/document.graphql")), specified_rules
    )

    assert errors == []


@each_channel
def test_channel_folder_looks_like_its_neighbours(name: str) -> None:
    folder = CHANNELS_DIR / name

    assert (folder / "document.graphql").exists()
    assert (folder / "renderer.py").exists()


def test_every_shared_fragment_is_used() -> None:
    fragments = re.findall(r"^fragment (\w+)", FRAGMENTS_PATH.read_text(), re.MULTILINE)
    sent = "".join(documents.load(name).text for name in settings.CHANNELS)

    assert [name for name in fragments if f"fragment {name} on" not in sent] == []


def test_two_operations_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "twins").mkdir()
    (tmp_path / "twins" / "document.graphql").write_text("query A { __typename } query B { __typename }")
    monkeypatch.setattr(documents, "CHANNELS_DIR", tmp_path)

    with pytest.raises(documents.DocumentError, match="exactly one operation, not 2"):
        documents.load("twins")
