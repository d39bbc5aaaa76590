from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from cms.api.lists.errors import FilterError
from cms.api.lists.fields import fields_of
from cms.api.lists.relations import Column

MAXIMUM_DEPTH = 8
MAXIMUM_CONDITIONS = 100


@dataclass(kw_only=True)
class Check:
    """Checks one `where`: how deep it is, how much it asks for, and each of its values."""

    _conditions: int = field(default=0)

    def cleaned(self, model: type[Model], where: dict[str, Any], *, depth: int = 1) -> dict[str, Any]:
        """Return it in the same shape with its values as the database holds them.

        Raises FilterError or BadIDError.
        """
        if depth > MAXIMUM_DEPTH:
            message = f"A filter may be nested {MAXIMUM_DEPTH} levels deep, and this one is deeper. Nest it less."
            raise FilterError(message, code="FILTER_TOO_DEEP")
        return {name: self._part(model, name, asked, depth=depth) for name, asked in where.items()}

    def _part(self, model: type[Model], name: str, asked: Any, *, depth: int) -> Any:
        self._refuse_null(name, asked)
        if name in {"and", "or"}:
            self._count(len(asked))
            return [self.cleaned(model, each, depth=depth + 1) for each in asked]
        if name == "not":
            return self.cleaned(model, asked, depth=depth + 1)
        self._count(len(asked))
        found = fields_of(model)[name]
        if isinstance(found, Column):
            return found.leaf.cleaned(asked)
        return {
            operator: self._related(found.target(), operator, value, depth=depth) for operator, value in asked.items()
        }

    def _related(self, target: type[Model], operator: str, value: Any, *, depth: int) -> Any:
        self._refuse_null(operator, value)
        return value if operator == "is_null" else self.cleaned(target, value, depth=depth + 1)

    def _count(self, number: int) -> None:
        self._conditions += number
        if self._conditions > MAXIMUM_CONDITIONS:
            message = f"A filter may hold {MAXIMUM_CONDITIONS} conditions, and this one holds more. Make it smaller."
            raise FilterError(message, code="FILTER_TOO_LARGE")

    @staticmethod
    def _refuse_null(name: str, value: Any) -> None:
        if value is None:
            message = f"'{name}' is null in a filter. Leave it out, or ask with isNull where there is one."
            raise FilterError(message)
