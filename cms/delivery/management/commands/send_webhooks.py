import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from cms.delivery.webhooks.sending import forget_old, send_due

log = logging.getLogger(__name__)

FORGET_EVERY_SECONDS = 3600


class Command(BaseCommand):
    help = "Send the webhooks that are due, every second, until told to stop. Several may run at once."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--interval", type=float, default=1, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="send what is due and stop")

    def handle(self, *, interval: float, once: bool, **_options: Any) -> None:
        stopped = threading.Event()
        if not once:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stopped.set())
        forgot = self._look(forgot=None)
        while not once and not stopped.wait(interval):
            forgot = self._look(forgot=forgot)

    def _look(self, *, forgot: float | None) -> float:
        """Send what is due, tidy the log now and then, and return when that was."""
        try:
            if sent := send_due():
                log.info("Webhooks tried: %d", sent)
            if forgot is None or time.monotonic() - forgot > FORGET_EVERY_SECONDS:
                forget_old(now=timezone.now())
                forgot = time.monotonic()
        except Exception:
            # The database may be away for a while; the sender must not be.
            log.exception("Webhooks could not be looked after; it is tried again.")
        finally:
            close_old_connections()
        return forgot or time.monotonic()
