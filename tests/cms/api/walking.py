from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
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
# A field of a type is asked for wherever it turns up, until it has answered something once, or nothing so many times.
TRIES = 3
# Below the root and the field under it, which lead to another object with each set of arguments.
ALWAYS = 1

Ask = Callable[[str], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A field with its arguments, and the type of object that it was seen to answer."""

    field: str
    kind: str


@dataclass(kw_only=True)
class Walk:
    """Asks for every field of the schema that has an answer, from the root down, and notes each document."""

    schema: GraphQLSchema
    ask: Ask
    marker: str
    documents: list[str] = field(default_factory=list)
    # How far below each root field something was found.
    depths: dict[str, int] = field(default_factory=dict)
    _tries: Counter[tuple[str, str]] = field(default_factory=Counter)

    def below(self, root_fields: Iterable[str]) -> None:
        """Ask for everything below fields of the query type, given with their arguments; what is near comes first."""
        waiting = deque((Step(field=root_field, kind=""),) for root_field in root_fields)
        while waiting:
            steps = waiting.popleft()
            if self._is_done(steps[:-1], steps[-1].field):
                continue
            for kind in self._kinds(steps):
                waiting += self._ahead((*steps[:-1], Step(field=steps[-1].field, kind=kind)))

    def beside(self, root_field: str, kind: GraphQLObjectType) -> None:
        """Ask for an answer to other arguments: its leaves, and those of the objects right below."""
        parts = []
        for text, is_leaf in selections(kind, marker=self.marker):
            below = get_named_type(kind.fields[text.partition(": ")[2].partition("(")[0]].type)
            if is_leaf:
                parts.append(text)
            elif isinstance(below, GraphQLObjectType):
                parts.append(f"{text} {{ __typename {_leaves(below, marker=self.marker)} }}")
        self._send((Step(field=root_field, kind=""),), " ".join(parts))

    def _kinds(self, steps: tuple[Step, ...]) -> list[str]:
        """Return the types of objects that a field answers."""
        found = {item["__typename"] for item in _items(self._send(steps, "__typename"), steps)}
        if len(steps) > 1:
            # What has answered once is done; what was empty here may be there on another page.
            self._tries[steps[-2].kind, steps[-1].field] += TRIES if found else 1
        if found:
            root = steps[0].field.partition("(")[0]
            self.depths[root] = max(len(steps), self.depths.get(root, 0))
        return sorted(found)

    def _ahead(self, steps: tuple[Step, ...]) -> list[tuple[Step, ...]]:
        """Ask for the leaves of an object, and return the ways on."""
        kind = self.schema.type_map[steps[-1].kind]
        assert isinstance(kind, GraphQLObjectType)
        selected = list(selections(kind, marker=self.marker))
        leaves = [text for text, is_leaf in selected if is_leaf]
        if leaves:
            self._send(steps, " ".join(leaves))
        if len(steps) >= MAXIMUM_DEPTH:
            return []
        further = [text for text, is_leaf in selected if not is_leaf]
        return [(*steps, Step(field=text, kind="")) for text in further if not self._is_done(steps, text)]

    def _is_done(self, steps: tuple[Step, ...], text: str) -> bool:
        return len(steps) > ALWAYS and self._tries[steps[-1].kind, text] >= TRIES

    def _send(self, steps: tuple[Step, ...], selection: str) -> dict[str, Any]:
        for step in reversed(steps):
            inner = f"... on {step.kind} {{ {selection} }}" if step.kind else selection
            selection = f"{step.field} {{ {inner} }}"
        document = f"{{ {selection} }}"
        self.documents.append(document)
        return self.ask(document)


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


def _items(answer: dict[str, Any], steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """Return the objects at the end of the steps."""
    found: list[Any] = [answer]
    for step in steps:
        name = step.field.partition("(")[0].partition(":")[0].strip()
        found = [value for item in found for value in _flat(item.get(name))]
    return found


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [item for each in value for item in _flat(each)]
    return [] if value is None else [value]
