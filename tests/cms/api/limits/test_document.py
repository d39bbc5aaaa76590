from typing import Any

import pytest
from django.conf import settings
from graphql import get_introspection_query, parse

from cms.api.limits import check_limits
from cms.api.parsing import MAXIMUM_CACHED_CHARACTERS, MAXIMUM_CACHED_DOCUMENTS, _remembered, parsed
from cms.channels.documents import load

FULL_INTROSPECTION = get_introspection_query(
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
    experimental_directive_deprecation=True,
    input_object_one_of=True,
)


def refusals(text: str) -> list[tuple[str, Any]]:
    return [(error.message, (error.extensions or {}).get("code")) for error in parsed(text).errors]


def codes(text: str) -> list[Any]:
    return [code for _message, code in refusals(text)]


def fan_out(levels: int) -> str:
    fragments = [f"fragment f{level} on Query {{ ...f{level + 1} ...f{level + 1} }}" for level in range(levels)]
    return " ".join(["{ ...f0 }", *fragments, f"fragment f{levels} on Query {{ __typename }}"])


def route(selection: str) -> str:
    return f'{{ route(path: "/") {{ ... on PageRoute {{ page {{ {selection} }} }} }} }}'


@pytest.mark.parametrize("channel", settings.CHANNELS)
def test_the_documents_of_the_channels_are_within_the_limits(channel: str) -> None:
    text = load(channel).text

    assert (refusals(text), len(text) <= MAXIMUM_CACHED_CHARACTERS) == ([], True)


@pytest.mark.parametrize("text", [get_introspection_query(), FULL_INTROSPECTION])
def test_introspection_is_within_the_limits(text: str) -> None:
    assert refusals(text) == []


def test_fragments_that_fan_out_are_counted_without_being_written_out() -> None:
    message = (
        "An operation may select 800 fields, and this one selects 1099511627776, counting fragments wherever they are "
        "spread. Leave out what you do not show, or ask in several operations."
    )

    assert refusals(fan_out(40)) == [(message, "TOO_MANY_FIELDS")]


def test_a_refusal_says_where() -> None:
    (error,) = parsed(f"query Small {{ __typename }}\nquery Large {fan_out(10)}").errors

    assert [(place.line, place.column) for place in error.locations or ()] == [(2, 1)]


@pytest.mark.parametrize("count", [9, 280])
def test_one_field_under_many_names_is_refused(count: int) -> None:
    aliases = " ".join(f'a{number}: route(path: "/{number}") {{ __typename }}' for number in range(count))

    assert "TOO_MANY_ALIASES" in codes(f"{{ {aliases} }}")


def test_one_field_under_many_names_is_found_across_fragments() -> None:
    text = route("a: title b: title ...More ...Most") + (
        "fragment More on PageInterface { c: title d: title ...Most }"
        "fragment Most on PageInterface { e: title f: title g: title h: title i: title j: title k: title }"
    )

    message = (
        "An operation may ask for the same field under 8 names in one place, and this one uses 9. "
        "Ask for the others in further operations."
    )
    assert refusals(text) == [(message, "TOO_MANY_ALIASES")]


def test_eight_names_and_fields_that_merge_are_accepted() -> None:
    assert (
        refusals(route("a: title b: title c: title d: title e: title f: title g: title h: title " + "path " * 100))
        == []
    )


def test_one_field_again_and_again_is_refused() -> None:
    same = "breadcrumbs { title } " * 420
    aliased = "".join(f"a{number}: breadcrumbs {{ title }} " for number in range(600))

    assert codes(route(same)) == ["TOO_MANY_FIELDS", "TOO_MANY_MERGES"]
    assert codes(route(aliased)) == ["TOO_MANY_FIELDS", "TOO_MANY_ALIASES"]


def test_fields_that_nest_too_deep_are_refused() -> None:
    deep = '{ __type(name: "Query") { ' + "ofType { " * 15 + "name" + " }" * 15 + " } }"

    message = (
        "An operation may nest 15 levels of fields, and this one has 17. "
        "Ask for what lies deeper in an operation of its own."
    )
    assert refusals(deep) == [(message, "TOO_DEEP")]


def test_fragments_that_nest_beyond_the_stack_are_refused() -> None:
    chain = " ".join(f"fragment f{level} on Query {{ ...f{level + 1} }}" for level in range(900))
    document = parse(f"{{ ...f0 }} {chain} fragment f900 on Query {{ __typename }}")

    assert [error.extensions for error in check_limits(document)] == [{"code": "TOO_DEEP"}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{ ...Missing }", "Unknown fragment 'Missing'."),
        ("{ ...A } fragment A on Query { ...A }", "Cannot spread fragment 'A' within itself."),
        (
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
            "Cannot spread fragment 'A' within itself via 'B'.",
        ),
    ],
)
def test_fragments_that_are_missing_or_go_in_circles_are_refused(text: str, message: str) -> None:
    assert refusals(text) == [(message, "GRAPHQL_VALIDATION_FAILED")]


def test_few_documents_of_the_usual_size_are_remembered() -> None:
    for number in range(MAXIMUM_CACHED_DOCUMENTS + 1):
        parsed(f"{{ a{number}: __typename }}")
    before = _remembered.cache_info()

    parsed("{ __typename } #" + "x" * MAXIMUM_CACHED_CHARACTERS)

    assert before.currsize == MAXIMUM_CACHED_DOCUMENTS
    assert _remembered.cache_info() == before
