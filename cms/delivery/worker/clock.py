from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

DEFAULT = "django.utils.timezone.now"


def installed_clock() -> Callable[[], datetime]:
    """Return what tells the time; a rehearsal names another clock in DELIVERY_CLOCK."""
    clock: Callable[[], datetime] = import_string(getattr(settings, "DELIVERY_CLOCK", DEFAULT))
    return clock
