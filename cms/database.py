from asyncio import _get_running_loop
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
    # Within a loop each chain of calls has one of its own. Where none runs, get_running_loop would raise an error,
    # which takes longer than all the rest.
    if _get_running_loop() is not None:
        return connections[DEFAULT_DB_ALIAS]
    if _thread.database is None:
        _thread.database = connections[DEFAULT_DB_ALIAS]
    return cast("BaseDatabaseWrapper", _thread.database)
