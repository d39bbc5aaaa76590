from asyncio import get_running_loop
from threading import local
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class _Thread(local):
    """What a thread has found; each has its own."""

    database: Any = None


_thread = _Thread()


def database() -> BaseDatabaseWrapper:
    """Return the connection of this thread, as django.db.connection stands for it.

    That looks it up for each attribute, a dozen times for each request, which takes a tenth of answering one.
    """
    if _is_in_loop():
        # There each chain of calls has one of its own.
        return connections[DEFAULT_DB_ALIAS]
    if _thread.database is None:
        _thread.database = connections[DEFAULT_DB_ALIAS]
    return cast("BaseDatabaseWrapper", _thread.database)


def _is_in_loop() -> bool:
    try:
        get_running_loop()
    except RuntimeError:
        return False
    return True
