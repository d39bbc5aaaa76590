from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
    is_leaf_type,
    is_required_argument,
)

# Fields below the root: the route's page is the second, a related page the third.
MAXIMUM_DEPTH = 6
# So many objects of a type are asked for the objects below them; others only right below the root, for leaves alone.
VISITS = 3
# So many root fields are asked for in one document.
TOGETHER = 25

Ask = Callable[[str], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A field with its arguments, and the type of object that it was seen to answer."""

    field: str
    kind: str


Steps = tuple[Step, ...]


@dataclass(kw_only=True)
class Walk:
    """Asks for every field of the schema that has an answer, from the root down, and notes each document."""

    schema: GraphQLSchema
    ask: Ask
    marker: str
    documents: list[str] = field(default_factory=list)
    # How far below each root field something was found.
    depths: dict[str, int] = field(default_factory=dict)
    # The types of all objects that were answered.
    kinds: set[str] = field(default_factory=set)
    # A field of a type is followed once to each type of object that it answers, wherever it turns up.
    _followed: set[tuple[str, str, str]] = field(default_factory=set)
    _visits: Counter[str] = field(default_factory=Counter)

    def below(self, root_fields: Iterable[str]) -> None:
        """Ask for everything below fields of the query type, given with their arguments; what is near comes first."""
        waiting = deque(self._roots(root_fields))
        while waiting:
            waiting += self._ahead(waiting.popleft())

    def beside(self, name: str, ways: Iterable[str], *, kind: GraphQLObjectType) -> None:
        """Ask a root field with other arguments: for its leaves, and for those of the objects right below."""
        whole, brief = (self._near(kind, with_lists=with_lists) for with_lists in (True, False))
        # What a filter finds shows in its count and its first and last cursor.
        asked = (f"{name}{way} {{ {brief if 'where:' in way else whole} }}" for way in ways)
        for together in _groups(asked):
            self._send(" ".join(f"b{place}: {text}" for place, text in enumerate(together)))

    def _roots(self, root_fields: Iterable[str]) -> Iterator[Steps]:
        for together in _groups(root_fields):
            texts = [f"r{place}: {text}" for place, text in enumerate(together)]
            answer = self._send(" ".join(f"{text} {{ __typename }}" for text in texts))
            for text, root_field in zip(texts, together, strict=True):
                for kind in sorted({item["__typename"] for item in _items(answer, text)}):
                    yield (Step(field=root_field, kind=kind),)

    def _ahead(self, steps: Steps) -> list[Steps]:
        """Ask for all fields of an object, and return the ways on."""
        kind = self.schema.type_map[steps[-1].kind]
        assert isinstance(kind, GraphQLObjectType)
        self._note(steps)
        selected = [pair for pair in selections(kind, marker=self.marker) if pair[1] or not self._knows(steps)]
        parts = ["__typename", *(text if is_leaf else f"{text} {{ __typename }}" for text, is_leaf in selected)]
        found = self._objects(self._send(_written_out(steps, " ".join(parts))), steps)
        if len(steps) >= MAXIMUM_DEPTH:
            return []
        further = [text for text, is_leaf in selected if not is_leaf]
        return [(*steps, step) for text in further for step in self._unfollowed(kind, text, found, len(steps))]

    def _unfollowed(self, kind: GraphQLObjectType, text: str, found: list[Any], depth: int) -> Iterator[Step]:
        name = text.partition(": ")[2].partition("(")[0]
        declaring = next((each.name for each in kind.interfaces if name in each.fields), kind.name)
        for below in sorted({item["__typename"] for each in found for item in _items(each, text)}):
            key = (declaring, text, below)
            is_new = key not in self._followed and self._visits[below] < VISITS
            # Right below the root, each set of arguments leads to another object.
            if depth == 1 or is_new:
                self._followed.add(key)
                yield Step(field=text, kind=below)

    def _knows(self, steps: Steps) -> bool:
        return len(steps) > 1 and self._visits[steps[-1].kind] > VISITS

    def _objects(self, answer: dict[str, Any], steps: Steps) -> list[Any]:
        found: list[Any] = [answer]
        for step in steps:
            found = [item for each in found for item in _items(each, step.field)]
        return [each for each in found if each.get("__typename") == steps[-1].kind]

    def _near(self, kind: GraphQLObjectType, *, with_lists: bool) -> str:
        parts = []
        for text, is_leaf in selections(kind, marker=self.marker):
            declared = kind.fields[text.partition(": ")[2].partition("(")[0]]
            below = get_named_type(declared.type)
            if is_leaf:
                parts.append(text)
            elif isinstance(below, GraphQLObjectType) and (with_lists or not _is_list(declared)):
                parts.append(f"{text} {{ __typename {_leaves(below, marker=self.marker)} }}")
        return " ".join(parts)

    def _note(self, steps: Steps) -> None:
        root = steps[0].field.partition("(")[0]
        self.depths[root] = max(len(steps), self.depths.get(root, 0))
        self.kinds.add(steps[-1].kind)
        self._visits[steps[-1].kind] += 1

    def _send(self, selection: str) -> dict[str, Any]:
        document = f"{{ {selection} }}"
        self.documents.append(document)
        return self.ask(document)


def _groups(texts: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(texts)
    while group := list(islice(waiting, TOGETHER)):
        yield group


def _written_out(steps: Steps, selection: str) -> str:
    for step in reversed(steps):
        selection = f"{step.field} {{ __typename ... on {step.kind} {{ {selection} }} }}"
    return selection


def _is_list(declared: GraphQLField) -> bool:
    kind = declared.type
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)


def selections(kind: GraphQLObjectType, *, marker: str) -> Iterator[tuple[str, bool]]:
    """Yield each field of a type with plausible arguments, under a name of its own, and whether it is a leaf."""
    for name, declared in kind.fields.items():
        is_leaf = not is_composite_type(get_named_type(declared.type))
        for number, arguments in enumerate(plausible(declared, marker=marker, only_required=True)):
            yield (f"a{number}_{name}: {name}{arguments}", is_leaf)


def _leaves(kind: GraphQLObjectType, *, marker: str) -> str:
    return " ".join(text for text, is_leaf in selections(kind, marker=marker) if is_leaf)


def plausible(declared: GraphQLField, *, marker: str, only_required: bool = False) -> Iterator[str]:
    """Yield sets of arguments: the required ones in each way, and with each optional one in each way."""
    required = {name: one for name, one in declared.args.items() if is_required_argument(one)}
    ways = [[(name, value) for value in values(one, marker=marker)] for name, one in required.items()]
    basic = [dict(way) for way in product(*ways)]
    yield from map(_written, basic)
    optional = {} if only_required else {name: one for name, one in declared.args.items() if name not in required}
    for name, one in optional.items():
        for value in values(one, marker=marker):
            yield from (_written(way | {name: value}) for way in basic)


def values(argument: GraphQLArgument, *, marker: str) -> list[str]:
    return list(_literals(argument.type, marker=marker, depth=0))


def _literals(kind: GraphQLInputType, *, marker: str, depth: int) -> Iterator[str]:
    """Yield values of an input type. Conditions on texts look for the marker, through every relation."""
    if isinstance(kind, GraphQLNonNull):
        yield from _literals(kind.of_type, marker=marker, depth=depth)
    elif isinstance(kind, GraphQLList):
        yield from (f"[{literal}]" for literal in _literals(kind.of_type, marker=marker, depth=depth + 1))
    elif isinstance(kind, GraphQLEnumType):
        yield from kind.values
    elif kind.name in OBJECTS:
        yield OBJECTS[kind.name]
    elif isinstance(kind, GraphQLInputObjectType):
        yield from _objects(kind, marker=marker, depth=depth)
    elif is_leaf_type(kind):
        yield SCALARS.get(kind.name, f'"{marker}"')


def _objects(kind: GraphQLInputObjectType, *, marker: str, depth: int) -> Iterator[str]:
    if depth > MAXIMUM_FILTER_DEPTH:
        return
    required = {name: one for name, one in kind.fields.items() if isinstance(one.type, GraphQLNonNull)}
    if required:
        parts = [
            f"{name}: {next(_literals(one.type, marker=marker, depth=depth + 1))}" for name, one in required.items()
        ]
        yield "{" + ", ".join(parts) + "}"
        return
    for name, one in kind.fields.items():
        is_relation = isinstance(get_named_type(one.type), GraphQLInputObjectType) and name not in JUNCTIONS
        if name in CONDITIONS or is_relation:
            literals = _literals(one.type, marker=marker, depth=depth + 1)
            yield from (f"{{{name}: {literal}}}" for literal in literals)


SCALARS = {
    "Int": "5",
    "Float": "50.0",
    "Boolean": "true",
    "Date": '"2026-11-20"',
    "DateTime": '"2026-11-23T00:00:00Z"',
    "Time": '"12:00"',
}
OBJECTS = {"Between": '{start: "2026-11-01T00:00:00Z", end: "2026-12-31T00:00:00Z"}'}
# One condition of each kind is enough: contains for texts, lt and gt for what has an order, isNull for the rest.
CONDITIONS = {"contains", "gt", "isNull", "some", "none", "is"}
# They only join conditions that are tried alone.
JUNCTIONS = {"and", "or", "not"}
# where, a relation, a relation of that, a text of that.
MAXIMUM_FILTER_DEPTH = 6


def _written(arguments: dict[str, str]) -> str:
    return f"({', '.join(f'{name}: {value}' for name, value in arguments.items())})" if arguments else ""


def _items(item: dict[str, Any], text: str) -> list[Any]:
    """Return the objects that a field answered."""
    return _flat(item.get(text.partition("(")[0].partition(":")[0].strip()))


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [item for each in value for item in _flat(each)]
    return [] if value is None else [value]
