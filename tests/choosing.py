"""Which tests run again on PostgreSQL."""

import pytest
from django.db import connection

DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if connection.vendor == "postgresql":
        alike = [item for item in items if not _can_differ(item)]
        config.hook.pytest_deselected(items=alike)
        items[:] = [item for item in items if _can_differ(item)]


def _can_differ(item: pytest.Item) -> bool:
    """Tell whether a test talks to the database; what starts a database of its own is not this one's."""
    return _is(item, "django_db") or _is(item, "faults") or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def _is(item: pytest.Item, marker: str) -> bool:
    return item.get_closest_marker(marker) is not None
