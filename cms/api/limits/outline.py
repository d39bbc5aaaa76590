from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

# The place of a selection: its outermost definition and the response names that lead to it, each place by its number.
Place = int

DEFINITIONS = frozenset({"query", "mutation", "subscription"})
OUTSIDE: Place = 0


@dataclass(kw_only=True)
class Outline:
    """What stands in the text of a document, read off its tokens in a small part of the time that parsing takes.

    Fragments count once, where they are defined, so nothing here is more than what the operations come to.
    """

    nesting: int = 0
    operations: int = 0
    fragments: int = 0
    spreads: int = 0
    directives: int = 0
    # The characters of all texts that stand in the document.
    text: int = 0
    # The tokens within parentheses: arguments, variables and their values.
    values: int = 0
    written_fields: int = 0
    # The most fields that an operation selects of the outermost type.
    root_fields: int = 0
    # The most aliases that a field of one type has in one place.
    aliases: int = 0
    # How often a response name stands in each place.
    places: defaultdict[tuple[Place, str], int] = field(default_factory=lambda: defaultdict(int))

    @property
    def merges(self) -> int:
        """Count the pairs of fields that validation would compare."""
        return sum(times * (times - 1) // 2 for times in self.places.values())


@dataclass(kw_only=True)
class Selection:
    """A selection set: where it is, and for which type."""

    place: Place
    type_name: str = ""
    is_root: bool = False
    # Whether the response name read last stands in its place for the first time.
    is_new: bool = False


class Reader:
    """Reads tokens into an outline. What is not well-formed is read somehow; the parser refuses it afterwards."""

    def __init__(self) -> None:
        self.outline = Outline()
        self._numbers: dict[tuple[Place, str], Place] = {}
        self._aliases: defaultdict[tuple[Place, str, str], int] = defaultdict(int)
        self._roots: defaultdict[Place, int] = defaultdict(int)
        self._open: list[Selection] = []
        self._next = Selection(place=OUTSIDE)
        self._parentheses = 0
        self._brackets = 0
        self._before = ""
        self._is_condition = self._is_alias = False

    def read(self, tokens: Iterable[str]) -> Outline:
        for word in tokens:
            if word[0] != "#":
                self._read(word)
                self._before = word
        self.outline.aliases = max(self._aliases.values(), default=0)
        self.outline.root_fields = max(self._roots.values(), default=0)
        return self.outline

    def _read(self, word: str) -> None:
        if word in {"{", "[", "("}:
            self._enter(word)
        elif word in {"}", "]", ")"}:
            self._leave(word)
        elif self._parentheses:
            self.outline.values += 1
            if word[0] == '"':
                self.outline.text += len(word)
        elif word == "@":
            self.outline.directives += 1
        elif word == ":":
            self._is_alias = True
        elif (word[0] == "_" or word[0].isalpha()) and self._before != "@":
            self._name(word)

    def _enter(self, word: str) -> None:
        self._brackets += 1
        self.outline.nesting = max(self.outline.nesting, self._brackets)
        if word == "(":
            self._parentheses += 1
        elif word == "{" and not self._parentheses:
            if not self._open and self._before in {"", "}"}:
                self._define("query")
            elif self._before == "...":
                self._narrow(self._open[-1].type_name if self._open else "")
            self._open.append(self._next)
            self._next = Selection(place=self._next.place)

    def _leave(self, word: str) -> None:
        self._brackets -= 1
        if word == ")":
            self._parentheses = max(0, self._parentheses - 1)
        elif word == "}" and not self._parentheses and self._open:
            self._open.pop()

    def _name(self, word: str) -> None:
        if self._is_condition:
            self._is_condition = False
            self._narrow(word)
        elif not self._open:
            self._is_condition = word == "on"
            if self._before in {"", "}"}:
                self._define(word)
        elif self._before == "...":
            self._is_condition = word == "on"
            self.outline.spreads += word != "on"
        else:
            self._field(self._open[-1], word)

    def _define(self, keyword: str) -> None:
        is_operation = keyword in DEFINITIONS
        self.outline.operations += is_operation
        self.outline.fragments += keyword == "fragment"
        place = self._number(OUTSIDE, f"{self.outline.operations} {self.outline.fragments}")
        self._next = Selection(place=place, is_root=is_operation)

    def _narrow(self, type_name: str) -> None:
        """A fragment selects in the place where it stands, for its own type."""
        around = self._open[-1] if self._open else self._next
        self._next = Selection(place=around.place, type_name=type_name, is_root=around.is_root)

    def _field(self, selection: Selection, name: str) -> None:
        if self._is_alias:
            # The response name was read before; this is the field that it stands for.
            self._is_alias = False
            self._aliases[selection.place, selection.type_name, name] += selection.is_new
            return
        key = selection.place, name
        self.outline.written_fields += 1
        self.outline.places[key] += 1
        selection.is_new = self.outline.places[key] == 1
        if selection.is_root and selection.is_new:
            self._roots[selection.place] += 1
        self._next = Selection(place=self._number(*key))

    def _number(self, place: Place, name: str) -> Place:
        return self._numbers.setdefault((place, name), len(self._numbers) + 1)
