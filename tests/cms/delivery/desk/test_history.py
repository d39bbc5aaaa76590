from typing import Any

import pytest
from django.utils.translation import override
from wagtail.models import Page

from cms.delivery.desk.history import Entry, history_of
from cms.delivery.models import DeliveryAttempt
from tests.factories.desk import make_delivery
from tests.factories.site import NOW


def line(page: Page, **fields: Any) -> Entry:
    delivery = make_delivery(page)
    DeliveryAttempt.objects.create(delivery=delivery, fence=1, at=NOW, **fields)
    return history_of(delivery)[0]


def told(entry: Entry) -> tuple[str, str, str]:
    with override("en"):
        return (str(entry.outcome), str(entry.why), entry.technical)


@pytest.mark.parametrize(
    ("outcome", "problem", "why"),
    [
        ("failed", "telegram.too_long: Bad Request: message is too long", "The text is longer than 4,096 characters."),
        ("failed", "mastodon.418: A teapot.", "The platform refused it."),
        ("prepared", "x.y: No.", "The platform did not take it this time."),
        ("unconfirmed", "Lost: timed out.", "The platform did not answer clearly."),
        ("absent", "Not in the list.", ""),
        ("lease_lost", "77 https://t.me/ko/77", ""),
    ],
)
def test_what_a_program_said_stands_folded_beside_plain_words(page: Page, outcome: str, problem: str, why: str) -> None:
    assert told(line(page, step="publish", outcome=outcome, problem=problem))[1:] == (why, problem)


def test_a_post_of_another_delivery_is_told_in_plain_words(page: Page) -> None:
    problem = "remote_id_taken: The platform names 7."

    why = told(line(page, step="publish", outcome="needs_decision", problem=problem))[1]

    assert why == "The platform named a post that belongs to another delivery."


@pytest.mark.parametrize(
    ("step", "outcome"), [("plan", "cancelled"), ("claim", "missed"), ("begin", "superseded"), ("begin", "quota")]
)
def test_what_the_ledger_stored_in_its_own_language_is_not_shown(page: Page, step: str, outcome: str) -> None:
    found = told(line(page, step=step, outcome=outcome, problem="Irgendwas auf Deutsch."))

    assert (found[0] != "", found[1:]) == (True, ("", ""))


def test_a_note_of_a_person_is_no_problem(page: Page) -> None:
    entry = line(page, step="decide", outcome="live", problem="Gesehen.", worker="anna")

    assert (entry.note, told(entry)) == ("Gesehen.", ("The post is there", "", ""))


def test_numbers_of_an_answer_are_for_administrators(page: Page) -> None:
    numbers = {"status": 400, "code": "9004", "subcode": "2207052", "trace_id": "Abc"}

    entry = line(page, step="prepare", outcome="preparing", problem="instagram.other: No.", **numbers)

    assert entry.technical == "instagram.other: No. · 400 · 9004/2207052 · Abc"
