import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SETTINGS = [ROOT / "cms" / "settings" / name for name in ("base.py", "api.py")]
FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)
# These start servers or the tests themselves, or ask a server (test_docs_of_graphql.py).
RUN_ELSEWHERE = ("make run", "make test", "docker compose", "curl")


def commands() -> list[str]:
    blocks = [block for path in DOCS for block in FENCE.findall(path.read_text())]
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def test_every_variable_is_documented() -> None:
    written = "".join(path.read_text() for path in SETTINGS)
    names = set(re.findall(r'(?:env\.\w+|required)\(\s*"([A-Z0-9_]+)"', written))
    documented = set(re.findall(r"^\| `([A-Z0-9_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))

    assert names - documented == set()


def test_every_channel_is_documented() -> None:
    headings = re.findall(r"^## (\w+)", (ROOT / "docs" / "channels.md").read_text(), re.MULTILINE)

    assert set(settings.CHANNELS) <= {heading.lower() for heading in headings}


def test_every_recipe_exists() -> None:
    recipes = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    mentioned = {name for path in DOCS for name in re.findall(r"`make ([a-z]+)", path.read_text())}

    assert mentioned - recipes == set()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_commands_in_the_docs_run(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tmp_path), "LANG": "C.UTF-8"}
    prepare = ["manage.py migrate -v0", "manage.py load_example_site"]
    runnable = [command for command in commands() if not command.startswith(RUN_ELSEWHERE)]

    for command in [*(f".venv/bin/python {line}" for line in prepare), *runnable]:
        done = subprocess.run(
            shlex.split(command), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
