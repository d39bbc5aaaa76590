import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from tests.factories.site import Site, make_page

ROOT = Path(__file__).parents[5]
# The interval is a minute: who waits for the end of it waits too long.
PATIENCE = 15


# The clock lets go of its connection after each look, so it cannot run inside the transaction of a test.
@pytest.mark.django_db(transaction=True)
def test_one_look_withdraws_what_is_due(site: Site) -> None:
    page = make_page(site.german, expire_at=timezone.now() - timedelta(minutes=1))

    call_command("clock", "--once")

    assert not Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_clock_told_to_stop_stops_at_once_and_in_peace(tmp_path: Path, sent: signal.Signals) -> None:
    # There is no table in its database, which it logs and survives.
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
    command = [sys.executable, str(ROOT / "manage.py"), "clock"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as clock:
        assert clock.stderr
        # The first look is over once it says so.
        while "it tries again" not in clock.stderr.readline():
            assert clock.poll() is None
        told = time.monotonic()
        clock.send_signal(sent)
        code = clock.wait(timeout=PATIENCE)

    assert code == 0
    assert time.monotonic() - told < PATIENCE
