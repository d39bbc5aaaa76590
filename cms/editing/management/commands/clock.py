import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from cms.editing.workflows.due import do_what_is_due

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Publish and withdraw what is due, every minute, until told to stop. Several may run at once."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--interval", type=float, default=60, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="look once and stop")

    def handle(self, *, interval: float, once: bool, **_options: Any) -> None:
        stopped = threading.Event()
        if not once:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stopped.set())
        self._look()
        while not once and not stopped.wait(interval):
            self._look()

    def _look(self) -> None:
        try:
            done = do_what_is_due(timezone.now())
        except Exception:
            # The database may be away for a while; the clock must not be.
            log.exception("The clock could not look; it tries again.")
        else:
            if done:
                log.info("Published or withdrawn on schedule: %d", done)
        finally:
            close_old_connections()
