import pytest
from graphql import get_introspection_query

from cms.api.limits.outline import Outline, Reader
from cms.api.limits.text import TOKENS


def outline(text: str) -> Outline:
    return Reader().read(TOKENS.findall(text))


def test_what_stands_in_a_document_is_counted() -> None:
    found = outline(
        """
        query A($path: String! = "}") @a { route(path: $path) { __typename ...F ... on B { x: c @b } ... { d } } }
        fragment F on Route { # { comment
            e(f: {g: [1, 2]}) { h }
        }
        { one two: three one }
        """
    )

    assert (found.operations, found.fragments, found.spreads, found.directives) == (2, 1, 1, 2)
    assert (found.written_fields, found.root_fields, found.aliases, found.merges, found.nesting) == (9, 2, 1, 1, 4)


@pytest.mark.parametrize(
    ("text", "merges"),
    [
        ("{ a { x } a { x } }", 2),
        ("{ a { x } b: a { x } }", 0),
        ("{ a { x } ... { a { x } } ... on T { a { x } } }", 6),
        ("{ a { x } } fragment F on T { a { x } }", 0),
        ("query A { a } query B { a }", 0),
        ("{ a: x b: x a: y }", 1),
    ],
)
def test_names_merge_in_one_place(text: str, merges: int) -> None:
    assert outline(text).merges == merges


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("{ x { a: t b: t c: t t } }", 3),
        ("{ x { ... on A { a: t } ... on B { b: t } } }", 1),
        ("{ x { a: t a: t } }", 1),
        ("{ x { a: t } y { b: t } }", 1),
    ],
)
def test_aliases_of_one_type_are_counted_in_one_place(text: str, aliases: int) -> None:
    assert outline(text).aliases == aliases


def test_texts_hide_what_they_hold() -> None:
    found = outline('{ a(b: "{ c } \\" {", d: """ { e } \\""" { """) }')

    assert (found.written_fields, found.nesting, found.text) == (1, 2, 32)


def test_introspection_is_read() -> None:
    found = outline(get_introspection_query())

    assert (found.operations, found.fragments, found.spreads, found.root_fields) == (1, 3, 8, 1)


@pytest.mark.parametrize(
    "text", ["}}}", ")", "...", "@", ":", "{ : }", "... on", "{ ... { ... on }", "(((", '"', '"""']
)
def test_nonsense_is_read_somehow(text: str) -> None:
    assert outline(text).written_fields == 0
