import json
import re
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.api.trusted.building import build
from cms.api.trusted.manifest import Manifest, ManifestError, TrustedDocument, manifest, read_manifest
from cms.channels.documents import load
from tests.conftest import ExpectFile

MANIFEST = Path(settings.GRAPHQL_MANIFESTS[0])


def test_the_manifest_in_git_is_what_the_files_of_the_channels_come_to(expect_file: ExpectFile) -> None:
    expect_file(MANIFEST, build(settings.GRAPHQL_DOCUMENTS_DIR).as_json().encode())


@pytest.mark.parametrize("channel", settings.CHANNELS)
def test_each_channel_asks_a_trusted_document(channel: str) -> None:
    text = load(channel).text

    document = manifest().by_id(f"sha256:{sha256(text.encode()).hexdigest()}")

    assert document is not None
    assert (document.text, document.source) == (text, f"{channel}/document.graphql")


def test_a_folder_of_files_shares_its_fragments(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text('query A { route(path: "/") { ...F } } query B { __typename }')
    (tmp_path / "f.gql").write_text("fragment F on Route { __typename } fragment Unused on Route { __typename }")

    found = {document.name: document.text for document in build(tmp_path).documents.values()}

    assert found == {
        "A": 'query A {\n  route(path: "/") {\n    ...F\n  }\n}\n\nfragment F on Route {\n  __typename\n}',
        "B": "query B {\n  __typename\n}",
    }


def test_the_manifests_of_relay_and_apollo_keep_their_ids(tmp_path: Path) -> None:
    text = "query R{__typename}"
    operation = {"id": "own-id", "name": "Apollo", "type": "query", "body": "query Apollo{__typename}"}
    (tmp_path / "relay.json").write_text(json.dumps({"0123456789abcdef0123456789abcdef": text}))
    (tmp_path / "apollo.json").write_text(
        json.dumps({"format": "apollo-persisted-query-manifest", "version": 1, "operations": [operation]})
    )

    found = build(tmp_path)

    assert found.by_id("0123456789abcdef0123456789abcdef") == found.by_id(f"sha256:{sha256(text.encode()).hexdigest()}")
    assert getattr(found.by_id("own-id"), "text", None) == "query Apollo{__typename}"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.graphql", "{ nothing }", "a.graphql, a: Cannot query field 'nothing' on type 'Query'."),
        ("a.graphql", "{", "Syntax Error: Expected Name, found <EOF>."),
        ("a.json", "[]", "is neither a map of ids to documents nor an operation manifest of Apollo."),
        ("a.json", '{"id": "{"}', "a.json, id: Syntax Error: Expected Name, found <EOF>."),
    ],
)
def test_what_cannot_be_trusted_is_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content)

    with pytest.raises(ManifestError) as raised:
        build(tmp_path)

    assert message in str(raised.value)


def test_two_documents_with_one_id_are_refused() -> None:
    documents = [TrustedDocument(text=text, name=text, source="x", custom_id="same") for text in ("{a}", "{b}")]

    with pytest.raises(ManifestError, match="Two documents have the id same"):
        Manifest.of(documents)


def test_a_manifest_edited_by_hand_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"0" * 64: {"source": "x", "name": "Edited", "document": "{ __typename }"}}))

    with pytest.raises(ManifestError, match="was edited by hand: Edited"):
        read_manifest(path)


def test_the_command_writes_the_documents_of_outside_consumers(tmp_path: Path, settings: Any) -> None:
    settings.GRAPHQL_MANIFESTS = [MANIFEST, tmp_path / "documents.json"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.graphql").write_text("query Own {\n  __typename\n}")

    with pytest.raises(CommandError, match=re.escape(f"trust_documents {tmp_path / 'own'} --write")):
        call_command("trust_documents", tmp_path / "own", stdout=StringIO())
    call_command("trust_documents", tmp_path / "own", "--write", stdout=StringIO())
    call_command("trust_documents", tmp_path / "own", stdout=StringIO())

    assert [document.name for document in read_manifest(tmp_path / "documents.json")] == ["Own"]
