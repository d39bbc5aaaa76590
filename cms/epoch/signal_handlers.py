from typing import Any

from cms.epoch.triggers import Triggers


def make_way(*, using: str, plan: list[Any], **_kwargs: Any) -> None:
    """SQLite lets no column go that a trigger names."""
    if plan:
        Triggers.of(using).drop_those_with_columns()


def install(*, using: str, **_kwargs: Any) -> None:
    """Tables may be new, and SQLite drops the triggers of a table that a migration rebuilds."""
    Triggers.of(using).install()
