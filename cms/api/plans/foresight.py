from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from cms.api.plans.bound import Parts, Values
from cms.api.plans.lookups import Lookup

Run = Callable[[Parts], list[Any]]

# The keys that are looked up, by the name of the look-up.
Keys = Mapping[str, set[Any]]

MAXIMUM_REMEMBERED = 1024
# Beyond these, an answer is too large for a second statement to matter, or seldom asked for twice.
MAXIMUM_KEYS, MAXIMUM_VARIABLES = 200, 1000


@dataclass(kw_only=True)
class Foreseen:
    """What is likely to be looked up once the first statement is read, and so is read by that statement already."""

    keys: Keys
    lookups: list[tuple[str, Lookup]]
    values: Values
    answers: list[Any] = field(default_factory=list)

    def beside(self, run: Run) -> Run:
        """Return what runs statements like `run`, but the first of them with what is foreseen beside it."""

        def run_beside(parts: Parts) -> list[Any]:
            if self.answers or not parts:
                return run(parts)
            found = run([*parts, *((lookup.sql, self.values) for _name, lookup in self.lookups)])
            self.answers = found[len(parts) :]
            return found[: len(parts)]

        return run_beside

    def holds(self, keys: Keys, lookups: list[tuple[str, Lookup]]) -> bool:
        """Return whether this is what has to be looked up indeed."""
        return bool(self.answers) and keys == self.keys and lookups == self.lookups


class Foresight:
    """What answers led to the last time. As a rule they lead to the same again, whatever else has changed."""

    # All plans share it, so that their number does not multiply what is remembered.
    _known: ClassVar[dict[tuple["Foresight", str], Keys]] = {}

    def of(self, variables: Mapping[str, Any]) -> Keys | None:
        return self._known.get((self, repr(variables))) if self._known else None

    def note(self, variables: Mapping[str, Any], keys: Keys) -> None:
        asked = repr(variables)
        if len(asked) > MAXIMUM_VARIABLES:
            return
        if not 0 < sum(map(len, keys.values())) <= MAXIMUM_KEYS:
            self._known.pop((self, asked), None)
            return
        if len(self._known) >= MAXIMUM_REMEMBERED:
            self._known.clear()
        self._known[self, asked] = keys
