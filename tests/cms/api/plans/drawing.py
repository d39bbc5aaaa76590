from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLField, GraphQLSchema, get_named_type, is_abstract_type, is_leaf_type
from hypothesis import strategies as st

from tests.cms.api.walking import plausible

# The text that conditions look for; it stands in nearly every title.
MARKER = "e"
# A list, its nodes, a body, a block, an image, a size of it.
MAXIMUM_DEPTH = 6
DIRECTIVES = ("", "", "", "", "@include(if: $yes)", "@skip(if: $no)", "@include(if: $no)", "@skip(if: true)")
# Fragments that any page may be asked by.
FRAGMENTS = {
    "Head": "fragment Head on PageInterface { title summary ...Above }",
    "Above": "fragment Above on PageInterface { path breadcrumbs { title path } }",
}
VARIABLES = {"yes": True, "no": False}


@dataclass(kw_only=True)
class Drawing:
    """Draws documents that ask for anything the schema has, with arguments, aliases, directives and fragments."""

    schema: GraphQLSchema
    draw: st.DrawFn
    # Arguments of root fields that lead to something.
    samples: Mapping[str, tuple[str, ...]]

    def document(self, root_fields: tuple[str, ...]) -> str:
        query: Any = self.schema.query_type
        chosen = self.draw(st.lists(st.sampled_from(root_fields), min_size=1, max_size=2))
        roots = " ".join(self._field(f"root{place}", name, query.fields[name], 1) for place, name in enumerate(chosen))
        body = f"{{ {roots} }}"
        # A fragment may lead to another.
        named = {"Head", "Above"} if "...Head" in body else {"Above"} if "...Above" in body else set[str]()
        text = " ".join([body, *(FRAGMENTS[name] for name in sorted(named))])
        variables = ", ".join(f"${name}: Boolean!" for name in VARIABLES if f"${name}" in text)
        return f"query Drawn{f'({variables})' if variables else ''} {text}"

    def _field(self, key: str, name: str, declared: GraphQLField, depth: int) -> str:
        below = get_named_type(declared.type)
        selection = "" if is_leaf_type(below) else f" {{ {self._selection(below, depth + 1)} }}"
        directive = self.draw(st.sampled_from(DIRECTIVES)) if depth > 1 else ""
        return f"{key}: {name}{self._arguments(name, declared, depth)} {directive}{selection}"

    def _arguments(self, name: str, declared: GraphQLField, depth: int) -> str:
        ways = self.samples.get(name) if depth == 1 else None
        return self.draw(st.sampled_from(ways or tuple(plausible(declared, marker=MARKER))))

    def _selection(self, kind: Any, depth: int) -> str:
        parts = [] if not is_abstract_type(kind) else [self._narrowed(kind, depth)]
        if _is_page(kind):
            parts.append(self.draw(st.sampled_from(("", "", "...Head", "...Above"))))
        if hasattr(kind, "fields"):
            parts += self._fields(kind, depth)
        return " ".join(["__typename", *parts])

    def _narrowed(self, kind: Any, depth: int) -> str:
        possible = self.draw(st.lists(st.sampled_from(self.schema.get_possible_types(kind)), max_size=2, unique=True))
        return " ".join(
            f"... on {each.name} {{ {' '.join(['__typename', *self._fields(each, depth)])} }}" for each in possible
        )

    def _fields(self, kind: Any, depth: int) -> list[str]:
        leaves_alone = depth >= MAXIMUM_DEPTH
        names = [
            name for name, each in kind.fields.items() if not leaves_alone or is_leaf_type(get_named_type(each.type))
        ]
        if not names:
            return []
        chosen = self.draw(st.lists(st.sampled_from(names), max_size=4, unique=True))
        # What different types answer under one name must be alike, so each has a name of its own.
        return [self._field(f"{kind.name}_{name}", name, kind.fields[name], depth) for name in chosen]


def _is_page(kind: Any) -> bool:
    return "PageInterface" in {kind.name, *(each.name for each in getattr(kind, "interfaces", ()))}


@st.composite
def documents(
    draw: st.DrawFn, schema: GraphQLSchema, root_fields: tuple[str, ...], samples: Mapping[str, tuple[str, ...]]
) -> str:
    return Drawing(schema=schema, draw=draw, samples=samples).document(root_fields)
