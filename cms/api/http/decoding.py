import json
import re
from collections import Counter
from typing import Any

from cms.api.http.errors import JSONError
from cms.api.limits import LimitError, limit

# More digits than any number of ours has; reading them takes time that grows with their square.
MAXIMUM_DIGITS = 30
# Escapes of the character NUL, behind an even number of backslashes, and of halves of surrogate pairs.
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def decoded(content: bytes | str, *, of: str) -> Any:
    """Read JSON (RFC 8259) in which nothing is ambiguous. Raises JSONError, whose message begins with `of`."""
    text = content if isinstance(content, str) else _text(content, of=of)
    if text.startswith("\ufeff"):
        message = f"{of} begins with a byte order mark. Leave it out."
        raise JSONError(message)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_map,
            parse_constant=_no_number,
            parse_int=_whole_number,
            parse_float=_number,
        )
    except JSONError as error:
        message = f"{of} {error.message}"
        raise JSONError(message) from error
    except (ValueError, RecursionError) as error:
        message = f"{of} is not valid JSON."
        raise JSONError(message) from error
    _check_characters(text, value, of=of)
    return value


def check_variables(variables: dict[str, Any], *, size: int) -> None:
    """Raise LimitError when variables are too large, nest too deep, or have too long a list or map.

    `size` is that of the JSON that they stand in, alone or with the document.
    """
    if size > limit("variables_bytes"):
        size = len(json.dumps(variables, ensure_ascii=False).encode())
    if size > limit("variables_bytes"):
        raise LimitError(name="variables_bytes", found=size)
    level: list[Any] = [variables]
    for _depth in range(limit("variables_depth")):
        level = [item for value in level for item in _items(value)]
        if not level:
            return
    raise LimitError(name="variables_depth")


def _items(value: Any) -> list[Any]:
    if not isinstance(value, dict | list):
        return []
    if len(value) > limit("variables_items"):
        raise LimitError(name="variables_items", found=len(value))
    return list(value.values()) if isinstance(value, dict) else value


def _text(content: bytes, *, of: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        message = f"{of} is not UTF-8."
        raise JSONError(message) from error


def _check_characters(text: str, value: Any, *, of: str) -> None:
    """Refuse what no database keeps and no answer could repeat."""
    if NUL.search(text):
        message = f"{of} has the character NUL. Leave it out."
        raise JSONError(message)
    if not SURROGATE.search(text):
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        message = f"{of} has half of a surrogate pair. Send whole characters."
        raise JSONError(message) from error


def _map(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        counts = Counter(key for key, _value in pairs)
        twice = counts.most_common(1)[0][0]
        message = f"has the name {json.dumps(twice[:100])} twice in one object. Send it once."
        raise JSONError(message)
    return value


def _no_number(name: str) -> None:
    message = f"has {name}, which is no number in JSON."
    raise JSONError(message)


def _whole_number(digits: str) -> int:
    if len(digits) > MAXIMUM_DIGITS:
        message = f"has a number of {len(digits)} digits; {MAXIMUM_DIGITS} are the most."
        raise JSONError(message)
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        message = "has a number that is too large."
        raise JSONError(message)
    return value
