from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Expression, Field
from django.db.models.fields import BigIntegerField
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

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

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Say which type it has, as the server prepares statements before it sees a value."""
        sql, (marker,) = self.as_sql(compiler, connection)

        def prepare(value: Any) -> Any:
            # Each statement takes the moment at which it is asked, and Django would find that it may stay as it is.
            return value if type(value) is datetime and value.tzinfo is not None else marker.prepare(value)

        return f"{sql}::{_type_of(self.output_field, connection)}", (Marker(self.name, prepare),)


class BoundSet(Expression):
    """A set of values of any size, so that statements need not be compiled anew for each size."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field or BigIntegerField())
        self.name = name

    def __repr__(self) -> str:
        return f"BoundSet({self.name}: {type(self.output_field).__name__})"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  Django's.
        field = self.output_field

        def prepare(values: Iterable[Any]) -> str:
            # Most of them are keys, and whole numbers stay what they are in JSON.
            plain = (
                each if type(each) is int else field.get_db_prep_value(each, connection=connection) for each in values
            )
            return orjson.dumps(list(plain)).decode()

        return "(SELECT value FROM json_each(%s))", (Marker(self.name, prepare),)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  Django's.
        return f"ANY(%s::{_type_of(self.output_field, connection)}[])", (Marker(self.name, _array),)


class OneOf(Lookup[Any]):
    """Holds where the left side is among the values of a BoundSet."""

    lookup_name = "one_of"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = compiler.compile(self.rhs)
        operator = "=" if connection.vendor == "postgresql" else "IN"
        return f"{left} {operator} {right}", (*left_params, *right_params)


@dataclass(frozen=True, kw_only=True, eq=False)
class SQL:
    """Compiled SQL that comes to one JSON value, and its parameters, some of them markers."""

    text: str
    parameters: Sequence[Any] = ()

    def given(self, values: Values) -> list[Any]:
        return [
            each.prepare(values[each.name]) if type(each) is Marker else each  # Faster than isinstance.
            for each in self.parameters
        ]


# Statements that are run as one, each with its values.
Parts = Sequence[tuple[SQL, Values]]


def _array(values: Iterable[Any]) -> str:
    """Write an array as PostgreSQL reads it. psycopg would look at every value to find out what they all are."""
    escaped = (str(each).replace("\\", r"\\").replace('"', r"\"") for each in values if each is not None)
    return "{" + ",".join(f'"{each}"' for each in escaped) + "}"


def _type_of(field: Field[Any, Any], connection: Any) -> str:
    # With its length it would cut off what is longer, and find what was not asked for.
    return str(field.db_type(connection)).partition("(")[0]


Field.register_lookup(OneOf)
