import re
from pathlib import Path

import pytest
from django.conf import settings
from graphql import Source, parse, specified_rules, validate

from cms.api.schema import schema
from cms.channels import documents
from cms.channels.documents import CHANNELS_DIR, FRAGMENTS_PATH

BESIDE_THE_CHANNELS = sorted(set(CHANNELS_DIR.glob("*.graphql")) - {FRAGMENTS_PATH})
each_channel = pytest.mark.parametrize("name", settings.CHANNELS)


@pytest.mark.parametrize(
    ("channel", "name"), [(path.parent.name, path.stem) for path in sorted(CHANNELS_DIR.glob("*/*.graphql"))]
)
def test_document_is_valid_to_the_letter(channel: str, name: str) -> None:
    document = documents.load(channel, name)

    errors = validate(schema().graphql_schema, parse(Source(document.text, f"{channel}/{name}")), specified_rules)

    assert errors == []


@pytest.mark.parametrize("path", BESIDE_THE_CHANNELS, ids=lambda path: path.name)
def test_document_beside_the_channels_is_valid_to_the_letter(path: Path) -> None:
    errors = validate(schema().graphql_schema, parse(Source(path.read_text(), path.name)), specified_rules)

    assert errors == []


@each_channel
def test_channel_folder_looks_like_its_neighbours(name: str) -> None:
    folder = CHANNELS_DIR / name
    held = {path.name for path in folder.iterdir() if path.name != "__pycache__"}
    renderers = held & {"renderer.py", "renderer"}
    templates = {path for path in held if Path(path).suffix in {".html", ".typ"}}
    questions = {path for path in held if Path(path).suffix == ".graphql"}

    assert {"__init__.py", "document.graphql"} <= held
    assert len(renderers) == 1
    assert held - renderers - templates - questions <= {"__init__.py", "views.py"}
    assert (folder / "__init__.py").read_text() == ""


@each_channel
def test_renderer_that_is_a_package_takes_more_than_one_module(name: str) -> None:
    package = CHANNELS_DIR / name / "renderer"
    held = {path.suffix for path in package.glob("*") if path.name != "__pycache__"}

    assert held in (set(), {".py"})
    assert len(list(package.glob("*.py"))) != 1


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
