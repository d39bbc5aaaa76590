from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.factories.site import Site

Import = Callable[..., str]


@pytest.fixture
def import_document(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    def run(content: str | bytes | Path, **options: Any) -> str:
        path = content if isinstance(content, Path) else tmp_path / "document.md"
        if not isinstance(content, Path):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        call_command("import_document", str(path), **({"kind": "standard", "locale": "de"} | options))
        return capsys.readouterr().out

    return run


@pytest.fixture
def media_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"
