"""What tests start from, made once in each process and then written as the rows that came of it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from wagtail.models import Site as WagtailSite

from tests.rows import Rows, put, stored

Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What a factory returned, all that was stored before, and the tables that it changed."""

    made: Any
    before: Rows
    after: Rows


_remembered: dict[Callable[[], Any], Remembered] = {}


def remembered(make: Callable[[], Made]) -> Made:
    """Return the same as the factory, and store the same rows. Files have to stay where they are."""
    # Without a transaction, what waits for a commit is done as well; and on PostgreSQL rows are not put back.
    if connection.vendor != "sqlite" or not connection.in_atomic_block:
        return make()
    known = _remembered.get(make)
    if known and stored() == known.before:
        put(known.after)
        WagtailSite.clear_site_root_paths_cache()
    else:
        # Where a test had stored something before, what the factory makes is another thing.
        known = _remembered[make] = _make(make)
    made: Made = deepcopy(known.made)
    return made


def _make(make: Callable[[], Any]) -> Remembered:
    before, made, after = stored(), make(), stored()
    changed = {table: rows for table, rows in after.items() if before[table] != rows}
    return Remembered(made=made, before=before, after=changed)
