import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.cms.importing.wordpress.exports import write
from tests.factories.site import Site

ImportWordPress = Callable[..., str]


@pytest.fixture
def import_wordpress(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> ImportWordPress:
    """Import items, or the file that was imported last, and return the report. Every word is counted each time."""

    def run(items: Iterable[str] | Path | None = None, *, head: str = "", **options: Any) -> str:
        path = items if isinstance(items, Path) else tmp_path / "export.xml"
        if items is not None and not isinstance(items, Path):
            write(path, items, head=head)
        call_command("import_wordpress", str(path), **options)
        report = capsys.readouterr().out
        assert re.search(r"words unaccounted for +0\n", report), report
        return report

    return run
