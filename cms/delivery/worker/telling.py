import json
from collections.abc import Callable
from typing import Any, Protocol

Line = dict[str, Any]


class Tell(Protocol):
    """Takes what is just happening, for whoever watches."""

    def __call__(self, event: str, **fields: Any) -> None: ...


def in_words(write: Callable[[str], object]) -> Tell:
    """Tell people, a line for each step."""

    def tell(event: str, **fields: Any) -> None:
        subject = " ".join(str(fields[name]) for name in ("channel", "title") if fields.get(name))
        said = " - ".join(str(fields[name]) for name in ("state", "message", "permalink") if fields.get(name))
        write(f"{event:<10} {subject}{': ' if subject and said else ''}{said}")

    return tell


def as_json(write: Callable[[str], object], *, clock: Callable[[], Any]) -> Tell:
    """Tell programs, a JSON object on each line."""

    def tell(event: str, **fields: Any) -> None:
        known = {name: value for name, value in fields.items() if value not in ("", None)}
        write(json.dumps({"at": clock().isoformat(timespec="seconds"), "event": event, **known}, ensure_ascii=False))

    return tell
