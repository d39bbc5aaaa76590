import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.cms.importing.wordpress.exports import item, write
from tests.factories.site import Site

POSTS = 40
STARTED = 5
LONGEST_SECONDS = 300
COMMAND = (
    "import sys, pathlib, django; django.setup(); from django.core.management import call_command;"
    "call_command('import_wordpress', sys.argv[1], publish=True, report=pathlib.Path(sys.argv[2]))"
)
DONE = "SELECT count(*) FROM importing_importrecord WHERE fingerprint != ''"
FACTS = (
    (
        "SELECT key, page_id, fingerprint, words_stored, title, url_path, live, first_published_at"
        " FROM importing_importrecord JOIN wagtailcore_page ON page_id = wagtailcore_page.id ORDER BY page_id"
    ),
    "SELECT object_id, count(*) FROM wagtailcore_revision GROUP BY object_id ORDER BY object_id",
    "SELECT old_path, redirect_page_id FROM wagtailredirects_redirect ORDER BY old_path",
    "SELECT path, numchild FROM wagtailcore_page ORDER BY path",
)


def start(database: Path, export: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(settings.BASE_DIR)}
    report = database.with_suffix(".txt")
    command = [sys.executable, "-W", "ignore", "-c", COMMAND, str(export), str(report)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ask(database: Path, query: str) -> list[Any]:
    with sqlite3.connect(database, timeout=30) as opened:
        return opened.execute(query).fetchall()


def facts(database: Path) -> list[list[Any]]:
    return [ask(database, query) for query in FACTS]


def kill_in_the_middle(running: subprocess.Popen[bytes], *, database: Path) -> int:
    """Kill an import that has stored a few posts and return how many."""
    until = time.monotonic() + LONGEST_SECONDS
    while ask(database, DONE)[0][0] < STARTED and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    return int(ask(database, DONE)[0][0])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The database of the process that is killed is a file.")
def test_a_run_that_was_killed_ends_like_one_that_was_not(site: Site, tmp_path: Path) -> None:
    links = (f'Wort {number} <a href="/?p={number % POSTS + 1}">weiter</a>' for number in range(1, POSTS + 1))
    export = write(tmp_path / "export.xml", (item(number, text) for number, text in enumerate(links, start=1)))
    killed, whole = tmp_path / "killed.sqlite3", tmp_path / "whole.sqlite3"
    for database in (killed, whole):
        database.write_bytes(connection.connection.serialize())

    done = kill_in_the_middle(start(killed, export), database=killed)
    codes = [start(killed, export).wait(LONGEST_SECONDS), start(whole, export).wait(LONGEST_SECONDS)]

    assert STARTED <= done < POSTS
    assert codes == [0, 0]
    assert facts(killed) == facts(whole)
