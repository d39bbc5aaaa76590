from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    F,
    Field,
    FloatField,
    Model,
    TextField,
    UUIDField,
)
from graphql import FieldNode
from wagtail.models import Page

from cms.api.languages import mark
from cms.api.lists.collections import Collection
from cms.api.lists.cursors import Position
from cms.api.lists.leaves import LISTS
from cms.api.lists.slices import Slice, Window
from cms.api.plans.answers import Planned
from cms.api.plans.bound import SQL, Bound, BoundSet, Parts
from cms.api.plans.layout import Layout, ReadRow
from cms.api.plans.layout import Seen as Read
from cms.api.plans.planner import Planner
from cms.api.plans.records import reader

# What a root field does: it asks for parts of a statement, gets what they come to, and ends with its value.
Steps = Generator[Parts, list[Any], Any]

FIELDS: dict[type, type[Field[Any, Any]]] = {
    str: TextField,
    int: BigIntegerField,
    float: FloatField,
    date: DateField,
    datetime: DateTimeField,
    UUID: UUIDField,
}
WINDOW = ("first", "after", "last", "before")
# How many ways of asking one list, told apart by which arguments there are, are kept compiled.
MAXIMUM_COMPILED = 32
# These name one of a few things, and how they are asked for depends on which.
PLAIN = {"order_by", "locale", "fallback", "channel"}


@dataclass(frozen=True, kw_only=True)
class Result:
    """The value of a root field, and the language that what is resolved after it follows."""

    value: Any
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Compiled:
    rows: SQL
    count: SQL | None
    read: ReadRow


@dataclass(kw_only=True)
class ListRoot:
    """A list at the root of the API."""

    collection: Collection
    planner: Planner
    selections: list[list[FieldNode]]
    counts: bool
    # Whether it is asked for if more follows, so that one more is read.
    looks_ahead: bool
    _compiled: dict[Any, Compiled] = field(default_factory=dict)

    def steps(self, context: Planned, sent: Mapping[str, Any], read: Read) -> Steps:
        collection = self.collection
        arguments = collection.clean({name: value for name, value in sent.items() if name not in WINDOW})
        order = collection.order(arguments)
        window = Window.of(sent, name=collection.name, order=order)
        values: dict[str, Any] = {"now": context.now}
        bound = bind(arguments, values)
        cut = Window(
            size=window.size,
            is_backwards=window.is_backwards,
            after=_bind_position(window.after, values),
            before=_bind_position(window.before, values),
        )
        compiled = self._compile(bound, cut)
        parts = [(each, values) for each in (compiled.rows, compiled.count) if each]
        answers = yield parts
        found = yield from self._read(answers[0], compiled.read, context, read)
        context.keys.add(f"list:{collection.name}")
        mark(found, asked=arguments.get("locale"))
        taken = Slice(
            nodes=window.cut(found),
            name=collection.name,
            order=order,
            has_next_page=window.has_next(found),
            has_previous_page=window.has_previous(found),
            count=lambda: answers[1],
        )
        return Result(value=taken, language=arguments.get("locale"))

    def _read(self, rows: list[Any], read_row: ReadRow, context: Planned, read: Read) -> Steps:  # noqa: ARG002  Those of several types need it.
        """Make records of the rows of the list; where more has to be asked for, ask."""
        yield from ()
        return [read_row(row, read) for row in rows]

    def _layout(self, model: type[Model]) -> Layout:
        """Return how the rows of the list are read."""
        return self.planner.alone(model, *self.selections)

    def _compile(self, arguments: dict[str, Any], window: Window) -> Compiled:
        key = repr((arguments, window))
        if len(self._compiled) >= MAXIMUM_COMPILED:
            self._compiled.clear()
        if key not in self._compiled:
            self._compiled[key] = self._compile_anew(arguments, window)
        return self._compiled[key]

    def _compile_anew(self, arguments: dict[str, Any], window: Window) -> Compiled:
        visibility, collection = self.planner.seen_by.visibility, self.collection
        order = collection.order(arguments)
        found = collection.queryset(arguments, visibility)
        is_page = issubclass(found.model, Page)
        visible = visibility.pages(found) if is_page else visibility.snippets(found)
        layout = self._layout(found.model)
        for column in (order.column, order.tie):
            if column in visible.query.annotations:
                layout.add(column, F(column), reader(visible.query.annotations[column].output_field))
            else:
                layout.need(column)
        # Of no rows at all the ORM would make no statement; who asks for a page of none gets it when it is cut.
        rows = window.apply(visible, order)[: max(1, window.size + self.looks_ahead)]
        return Compiled(rows=layout.list_of(rows), read=layout.reader(), count=_count(visible) if self.counts else None)


def bind(arguments: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Put an expression in the place of each value, and the values into `values`."""
    return {name: _bound(name, value, values) for name, value in arguments.items()}


def _bound(name: str, value: Any, values: dict[str, Any]) -> Any:
    if name in PLAIN or value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {inner: _bound(inner, each, values) for inner, each in value.items()}
    if isinstance(value, list):
        return _bound_set(value, values) if name in LISTS else [_bound("", each, values) for each in value]
    return _new(value, values)


def _bound_set(value: list[Any], values: dict[str, Any]) -> Any:
    """Put one expression in the place of a list of any length, so that each length is not compiled anew."""
    kind = _kind(value[0]) if value else None
    if kind is None:
        return value
    name = f"value{len(values)}"
    values[name] = value
    return BoundSet(name, kind())


def _new(value: Any, values: dict[str, Any]) -> Any:
    kind = _kind(value)
    if kind is None:
        return value
    name = f"value{len(values)}"
    values[name] = value
    return Bound(name, kind())


def _kind(value: Any) -> type[Field[Any, Any]] | None:
    return next((FIELDS[each] for each in type(value).__mro__ if each in FIELDS), None)


def _bind_position(position: Position | None, values: dict[str, Any]) -> Position | None:
    if position is None:
        return None
    value = None if position.value is None else _new(position.value, values)
    return Position(value=value, pk=_new(position.pk, values))


def _count(queryset: Any) -> SQL:
    text, parameters = queryset.order_by().values("pk").query.get_compiler(connection=connection).as_sql()
    return SQL(text=f"(SELECT COUNT(*) FROM ({text}) counted)", parameters=parameters)  # noqa: S608  The ORM's SQL.
