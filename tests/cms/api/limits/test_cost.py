from typing import Any

import pytest
from graphql import build_schema, parse

from cms.api.limits import LimitError, Prices

SCHEMA = build_schema(
    """
    type Query {
      things(first: Int = 20, last: Int): ThingConnection!
      one: Thing
      many: [Thing!]!
      tree: [RichTextNode!]!
      either: [Either!]!
      name: String
    }
    type ThingConnection { nodes: [Thing!]! edges: [Edge!]! totalCount: Int! }
    type Edge { cursor: String! node: Thing! }
    type Thing implements Named { name: String tags: [Tag!]! parts(first: Int): ThingConnection }
    type Tag { name: String }
    type RichTextNode { text: String children: [RichTextNode!]! }
    type Other implements Named { name: String other: String another: String }
    interface Named { name: String }
    union Either = Thing | Other
    """
)


def cost(text: str, **variables: Any) -> int:
    document = parse(text)
    operation: Any = document.definitions[0]
    return Prices(document, SCHEMA).of(operation, variables)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ name __typename }", 2),
        ("{ one { name } }", 2),
        # A list that nobody pages counts as ten.
        ("{ many { name } }", 1 + 10 * 1),
        ("{ many { tags { name } } }", 1 + 10 * (1 + 10 * 1)),
        # What a text is made of is read with it.
        ("{ tree { children { text } } }", 1 + 3 * (1 + 3 * 1)),
        # A connection counts as often as its page has items, and its list of them does not count again.
        ("{ things(first: 3) { nodes { name } } }", 1 + 3 * (1 + 1)),
        ("{ things(last: 3) { edges { cursor node { name } } } }", 1 + 3 * (1 + 1 + 1 + 1)),
        ("{ things { totalCount } }", 1 + 20 * 1),
        ("{ things(first: null) { totalCount } }", 1 + 20 * 1),
        ("{ things(first: 0) { totalCount } }", 1 + 1 * 1),
        ("{ things(first: 2, last: 5) { totalCount } }", 1 + 5 * 1),
        ("{ things(first: -7) { totalCount } }", 1 + 1),
        # Nothing says how many, so it may be the most.
        ("{ one { parts { totalCount } } }", 1 + 1 + 100 * 1),
        ("{ things(first: 2) { nodes { parts(first: 3) { nodes { name } } } } }", 1 + 2 * (1 + 1 + 3 * (1 + 1))),
        # An item is of one type, so the most expensive one counts, with what all have.
        ("{ either { __typename ... on Thing { name } ... on Other { other another } } }", 1 + 10 * (1 + 2)),
        (
            "{ either { ... on Named { name } ... on Thing { tags { name } } ... on Other { other } } }",
            1 + 10 * (1 + 11),
        ),
        ("{ one { ... on Other { other } ...F } } fragment F on Named { name }", 1 + 1),
        # Directives might leave it out, or might not.
        ("query Q($no: Boolean!) { one @include(if: $no) { name } }", 2),
    ],
)
def test_a_cost_is_fields_times_items(text: str, expected: int) -> None:
    assert cost(text) == expected


PAGES = "query Q($n: Int, $m: Int! = 4) { things(first: $n) { totalCount } more: things(first: $m) { totalCount } }"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"n": 3}, 1 + 3 + 1 + 4),
        ({"n": 3, "m": 6}, 1 + 3 + 1 + 6),
        ({}, 1 + 20 + 1 + 4),
        ({"n": None}, 1 + 20 + 1 + 4),
        ({"n": "no number"}, 1 + 20 + 1 + 4),
        # GraphQL takes it for a whole number.
        ({"n": 50.0}, 1 + 50 + 1 + 4),
    ],
)
def test_a_page_size_may_be_a_variable(variables: dict[str, Any], expected: int) -> None:
    assert cost(PAGES, **variables) == expected


@pytest.mark.parametrize("text", ["{ things(first: 101) { totalCount } }", "{ things(last: 101) { totalCount } }"])
def test_a_page_that_is_too_large_is_refused(text: str) -> None:
    message = "A page may have 100 items, and this operation asks for 101. Ask for the others by their cursor."

    with pytest.raises(LimitError) as raised:
        cost(text)

    assert (raised.value.message, raised.value.extensions) == (message, {"code": "BAD_PAGE_SIZE"})


def test_a_page_size_of_a_variable_is_refused_each_time() -> None:
    document = parse(PAGES)
    operation: Any = document.definitions[0]
    prices = Prices(document, SCHEMA)

    for number in (1, 101, 101):
        if number > 100:
            with pytest.raises(LimitError):
                prices.of(operation, {"n": number})
        else:
            assert prices.of(operation, {"n": number}) == 1 + 1 + 1 + 4
