import ast
import statistics
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path
    for path in chain.from_iterable((ROOT / name).rglob("*.py") for name in ("cms", "home", "publications"))
    if "migrations" not in path.parts
)
TOP_LEVEL = {
    *("manage.py", "pyproject.toml", "cms", "home", "publications", "tests", "docker"),
    *("README.md", "LICENSES.md", "Makefile", "requirements", "docs"),
}
CATCH_ALLS = {"utils", "util", "helpers", "helper", "common", "core", "services", "service", "misc"}


def functions() -> list[ast.FunctionDef]:
    trees = (ast.parse(path.read_text()) for path in SOURCES)
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


def test_functions_are_short() -> None:
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for node in functions())

    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 30


def test_no_module_is_a_catch_all() -> None:
    parts = {part for path in SOURCES for part in path.relative_to(ROOT).with_suffix("").parts}

    assert parts & CATCH_ALLS == set()


def test_the_top_level_is_the_given_one() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - {"var"}

    assert found <= TOP_LEVEL


def test_tests_mirror_the_source() -> None:
    # Journeys of editors and runs with faults cross all of it, and clients are made from the schema alone.
    crossing = {Path("cms/editing/journeys"), Path("clients"), Path("faults")}
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    folders -= crossing

    assert [str(folder) for folder in folders if not (ROOT / folder).is_dir()] == []
