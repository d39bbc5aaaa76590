import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from graphql import GraphQLError

from cms.api.arguments import is_storable

MAXIMUM_ID = 2**63 - 1
# Longer than the cursor of the longest title.
MAXIMUM_CHARACTERS = 2000


class BadCursorError(GraphQLError):
    def __init__(self, argument: str) -> None:
        message = (
            f"The cursor in '{argument}' is not one of this list in this order. "
            "Use a cursor that the same list returned with the same orderBy."
        )
        super().__init__(message, extensions={"code": "BAD_CURSOR"})


@dataclass(frozen=True, kw_only=True)
class Position:
    """A place in an ordered list: the value ordered by and the id that breaks ties. Inserts do not move it."""

    value: Any
    pk: Any


def encode(position: Position, *, of: str) -> str:
    """Return the cursor of a position in a list, which is named together with its order."""
    value = position.value
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    text = value.isoformat() if isinstance(value, date) else value
    content = json.dumps([of, text, position.pk], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode(cursor: str, *, of: str, kind: type[date | str], argument: str) -> Position:
    """Return the position that a cursor stands for. Raises BadCursorError."""
    try:
        name, text, pk = _content(cursor)
        position = Position(value=None if text is None else _value(text, kind), pk=pk)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadCursorError(argument) from error
    if name != of or type(pk) is not int or not 0 < pk <= MAXIMUM_ID:
        raise BadCursorError(argument)
    return position


def _content(cursor: str) -> list[Any]:
    if len(cursor) > MAXIMUM_CHARACTERS:
        message = "A cursor is short."
        raise ValueError(message)
    padding = "=" * (-len(cursor) % 4)
    content: list[Any] = json.loads(urlsafe_b64decode((cursor + padding).encode("ascii")).decode())
    return content


def _value(text: str, kind: type[date | str]) -> date | str:
    if not issubclass(kind, date):
        return _text(text)
    value = kind.fromisoformat(text)
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        message = "A moment in a cursor has an offset."
        raise ValueError(message)
    return value.astimezone(UTC)


def _text(text: str) -> str:
    if not isinstance(text, str) or not is_storable(text):
        message = "This is no text that a database holds."
        raise ValueError(message)
    return text
