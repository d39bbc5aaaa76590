import pytest
from graphql import build_schema

from cms.api.breaking_changes import unannounced_changes
from cms.api.management.commands.print_schema import RELEASED_PATH, SCHEMA_PATH

RELEASED = """
type Query {
  title: String! old: String @deprecated(reason: "Use title.")
  list(first: Int, size: Int @deprecated(reason: "Use first.")): Kind
  find(by: Filter): String
}
enum Kind { ARTICLE NOTE @deprecated(reason: "Use ARTICLE.") }
input Filter { topic: String tag: String @deprecated(reason: "Use topic.") }
"""


def test_the_schema_breaks_no_client_of_the_release() -> None:
    released, current = build_schema(RELEASED_PATH.read_text()), build_schema(SCHEMA_PATH.read_text())

    found = [change.description for change in unannounced_changes(released, current)]

    assert found == [], "Deprecate first and release that (docs/graphql.md, Changes)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('old: String @deprecated(reason: "Use title.")', ""),
        (', size: Int @deprecated(reason: "Use first.")', ""),
        ('NOTE @deprecated(reason: "Use ARTICLE.")', ""),
        ('tag: String @deprecated(reason: "Use topic.")', ""),
        ("title: String!", "title: String! more: String"),
    ],
)
def test_what_was_announced_or_is_new_breaks_nothing(before: str, after: str) -> None:
    changed = RELEASED.replace(before, after)
    assert changed != RELEASED

    assert unannounced_changes(build_schema(RELEASED), build_schema(changed)) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("title: String! ", "", "Query.title was removed."),
        ("title: String!", "title: String", "Query.title changed type from String! to String."),
        ("first: Int, ", "", "Query.list arg first was removed."),
        ("ARTICLE ", "", "ARTICLE was removed from enum type Kind."),
        ("topic: String ", "", "Filter.topic was removed."),
        ("first: Int", "first: Int!", "Query.list arg first has changed type from Int to Int!."),
        ('old: String @deprecated(reason: "Use title.")', "old: Int", "Query.old changed type from String to Int."),
    ],
)
def test_what_nobody_announced_is_named(before: str, after: str, said: str) -> None:
    found = unannounced_changes(build_schema(RELEASED), build_schema(RELEASED.replace(before, after)))

    assert [change.description for change in found] == [said]
