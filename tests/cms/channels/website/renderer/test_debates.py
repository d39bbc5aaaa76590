from datetime import UTC, datetime
from typing import Any

from cms.channels.website.renderer.debates import debate
from cms.channels.wording import GERMAN
from tests.factories import register_answers as samples

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def thread(items: list[dict[str, Any]]) -> list[Any]:
    return [(item["contribution"]["id"], thread(item["replies"])) for item in items]


def context(**overrides: Any) -> dict[str, Any]:
    return debate(samples.debate(**overrides), GERMAN, NOW)[1]


def test_thread_puts_answers_below_what_they_answer() -> None:
    assert thread(context()["thread"]) == [("a", [("b", [("c", [])])])]


def test_answer_to_something_withdrawn_opens_a_thread() -> None:
    remaining = [samples.SECOND, samples.GUEST]

    assert thread(context(contributions=remaining)["thread"]) == [("b", [("c", [])])]


def test_contributions_that_answer_each_other_in_a_circle_are_all_shown() -> None:
    circle = [samples.FIRST | {"answers": samples.SECOND}, samples.SECOND]

    assert thread(context(contributions=circle)["thread"]) == [("a", [("b", [])])]


def test_positions_come_in_the_order_of_the_debate() -> None:
    groups = context()["by_position"]

    found = [(group["title"], [item["contribution"]["id"] for item in group["contributions"]]) for group in groups]
    assert found == [("Erst klären", ["a"]), ("Beides <zugleich>", ["b"]), ("Ohne Position", ["c"])]
