"""Settings of the processes in a run with faults: a clock that can be moved, and hundreds of posts within minutes."""

import os
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from cms.delivery.ledger import waits
from cms.settings.test import *  # noqa: F403  Settings are layered by importing all of them.
from tests.faults.moved_clock import VARIABLE, ClockFile

# The time of Django is that of the file, for the ledger and for whoever sends.
timezone.now = ClockFile(Path(os.environ[VARIABLE])).sender_now  # type: ignore[assignment]  # As it is called.
# That posts are spaced is tested elsewhere.
waits.SPACING = timedelta(seconds=1)
