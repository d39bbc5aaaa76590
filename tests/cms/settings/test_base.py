import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COMPLETE = {"SECRET_KEY": "0123456789-abcdefghij-" * 3, "PUBLIC_URL": "https://www.example.org"}


def check(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    variables = {"DJANGO_SETTINGS_MODULE": "cms.settings.base", "DATA_DIR": str(tmp_path)} | environment
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    done = check(tmp_path, **COMPLETE)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("missing", ["SECRET_KEY", "PUBLIC_URL"])
def test_a_missing_value_explains_itself(tmp_path: Path, missing: str) -> None:
    done = check(tmp_path, **{name: value for name, value in COMPLETE.items() if name != missing})

    assert done.returncode == 1
    assert f"ImproperlyConfigured: Set {missing} (" in done.stderr


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(COMPLETE["SECRET_KEY"])

    done = check(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"), PUBLIC_URL=COMPLETE["PUBLIC_URL"])

    assert done.returncode == 0
