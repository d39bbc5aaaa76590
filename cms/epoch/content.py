from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model


@dataclass(frozen=True, kw_only=True)
class ContentTable:
    """A table whose rows answers are made from."""

    name: str
    # What makes an update a change; every update is one when there are none.
    columns: tuple[str, ...] = ()
    # Whether rows without a value in these columns are no content at all.
    is_sparse: bool = False


def content_tables() -> Iterator[ContentTable]:
    """Return the tables of CONTENT_EPOCH: all of some apps, with named exceptions, so that a new table is content."""
    for label in settings.CONTENT_EPOCH["APPS"]:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if _is_content(model):
                yield _table(model)


def _is_content(model: type[Model]) -> bool:
    options = model._meta
    return options.managed and not options.proxy and options.label not in settings.CONTENT_EPOCH["EXCEPT"]


def _table(model: type[Model]) -> ContentTable:
    options: Any = model._meta
    if only := settings.CONTENT_EPOCH["ONLY_COLUMNS"].get(options.label):
        return ContentTable(name=options.db_table, columns=_columns(model, only), is_sparse=True)
    if of_drafts := settings.CONTENT_EPOCH["DRAFT_COLUMNS"].get(options.label):
        left_out = _columns(model, of_drafts)
        columns = tuple(column for field in options.local_concrete_fields if (column := field.column) not in left_out)
        return ContentTable(name=options.db_table, columns=columns)
    return ContentTable(name=options.db_table)


def _columns(model: type[Model], fields: list[str]) -> tuple[str, ...]:
    found: list[Any] = [model._meta.get_field(name) for name in fields]
    return tuple(field.column for field in found)
