from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection
from django.db.models import Expression, Field
from django.db.models.fields import BigIntegerField
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from cms.api.plans.prepared import fetch_value

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Marker:
    """Stands among the parameters of a compiled statement for a value that each call brings."""

    name: str
    prepare: Callable[[Any], Any]


class Bound(Expression):
    """A value that is named when SQL is compiled and given when it runs.

    It may stand wherever the ORM takes an expression in the place of a value: Q(date__gte=Bound("since", DateField())).
    """

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def __repr__(self) -> str:
        return f"Bound({self.name}: {type(self.output_field).__name__})"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  Django's.
        field = self.output_field

        def prepare(value: Any) -> Any:
            return field.get_db_prep_value(value, connection=connection)

        return "%s", (Marker(self.name, prepare),)


class BoundSet(Expression):
    """A set of values of any size, so that statements need not be compiled anew for each size."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  Django's.
        field = self.output_field

        def prepare(values: Iterable[Any]) -> str:
            return orjson.dumps([field.get_db_prep_value(each, connection=connection) for each in values]).decode()

        return "(SELECT value FROM json_each(%s))", (Marker(self.name, prepare),)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  Django's.
        return f"ANY(%s::{self.output_field.db_type(connection)}[])", (Marker(self.name, list),)


class OneOf(Lookup[Any]):
    """Holds where the left side is among the values of a BoundSet."""

    lookup_name = "one_of"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = compiler.compile(self.rhs)
        operator = "=" if connection.vendor == "postgresql" else "IN"
        return f"{left} {operator} {right}", (*left_params, *right_params)


@dataclass(frozen=True, kw_only=True)
class SQL:
    """Compiled SQL and its parameters, some of them markers."""

    text: str
    parameters: Sequence[Any]

    def given(self, values: Values) -> list[Any]:
        return [
            each.prepare(values[each.name]) if type(each) is Marker else each  # Faster than isinstance.
            for each in self.parameters
        ]


def run(parts: Sequence[tuple[SQL, Values]]) -> list[Any]:
    """Return what each of the parts, which are expressions that make JSON, comes to: all in one statement."""
    if not parts:
        return []
    together = ", ".join(sql.text for sql, _values in parts)
    # As a text, so that it is not parsed by psycopg, which takes longer.
    text = f"SELECT json_build_array({together})::text" if _is_postgresql() else f"SELECT json_array({together})"
    parameters = [value for sql, values in parts for value in sql.given(values)]
    found: list[Any] = orjson.loads(fetch_value(text, parameters))
    return found


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


Field.register_lookup(OneOf)
