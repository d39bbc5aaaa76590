from dataclasses import replace
from datetime import timedelta

import pytest

from cms.delivery.ledger.claims import renew
from cms.delivery.ledger.holding import Claim, LeaseLostError
from cms.delivery.ledger.outcomes import report_absent, report_failure, report_unknown
from cms.delivery.ledger.publishing import begin_publish, complete_publish
from cms.delivery.ledger.refusals import Go
from cms.delivery.ledger.waits import LEASE, LOOKED_FOR, MAXIMUM_PREPARE_TRIES
from cms.delivery.models import ChannelAccount, Delivery, Health
from cms.transports.posting import Absent, Answer, Live, ReasonClass, Refusal, Unknown
from tests.cms.delivery.ledger.conftest import later
from tests.factories.desk import make_delivery
from tests.factories.ledger import column, prepared, publishing, take
from tests.factories.site import NOW

UNKNOWN = Unknown(reason="No answer came.", code="telegram.read_timeout", wait=30)
ABSENT = Absent(evidence="The container is not published.")


def refusal(kind: ReasonClass, *, retry_after: float | None = None) -> Refusal:
    return Refusal(reason_class=kind, code="x.refused", reason="No.", retry_after=retry_after)


def unconfirmed(*, minutes: float = 0) -> Claim:
    """Publish with an unknown outcome, and hold the delivery again some minutes after."""
    report_unknown(publishing(now=NOW), UNKNOWN, now=NOW)
    (taken,) = take(now=later(max(minutes, 1)))
    return taken


def test_content_that_is_refused_fails(delivery: Delivery) -> None:
    (taken,) = take(now=NOW)

    report_failure(taken, refusal(ReasonClass.CONTENT), now=NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, delivery.problem) == ("failed", "x.refused", "No.")


def test_content_refused_while_publishing_fails_with_the_refusal_as_evidence(delivery: Delivery) -> None:
    taken = publishing(now=NOW)

    report_failure(taken, refusal(ReasonClass.CONTENT), now=NOW)

    assert (column(delivery, "state"), column(delivery, "evidence")) == ("failed", "refused")


def test_a_step_is_tried_again_later_and_not_for_ever(delivery: Delivery) -> None:
    (taken,) = take(now=NOW)
    for _ in range(MAXIMUM_PREPARE_TRIES - 1):
        report_failure(taken, refusal(ReasonClass.RETRY), now=NOW)
        assert column(delivery, "state") == "preparing"
    assert column(delivery, "next_attempt_at") > NOW

    report_failure(taken, refusal(ReasonClass.RETRY), now=NOW)

    assert column(delivery, "state") == "failed"


def test_a_refused_call_goes_back_to_prepared_as_it_had_no_effect(delivery: Delivery) -> None:
    taken = publishing(now=NOW)

    report_failure(taken, refusal(ReasonClass.RETRY), now=NOW)

    assert (column(delivery, "state"), column(delivery, "publish_started_at")) == ("prepared", None)
    assert column(delivery, "handle") == {"container": "1"}


def test_a_spent_handle_is_made_anew(delivery: Delivery) -> None:
    report_failure(publishing(now=NOW), refusal(ReasonClass.NEW_HANDLE), now=NOW)

    assert (column(delivery, "state"), column(delivery, "handle")) == ("preparing", {})


def test_a_throttled_account_rests_as_a_whole(delivery: Delivery) -> None:
    report_failure(publishing(now=NOW), refusal(ReasonClass.THROTTLED, retry_after=3600), now=NOW)

    assert ChannelAccount.objects.get().blocked_until == later(60)
    assert (column(delivery, "state"), column(delivery, "next_attempt_at")) == ("prepared", later(60))


def test_a_refused_token_parks_the_account_and_not_the_post(delivery: Delivery) -> None:
    (taken,) = take(now=NOW)

    report_failure(taken, refusal(ReasonClass.ACCOUNT), now=NOW)

    account = ChannelAccount.objects.get()
    assert (account.health, account.problem) == (Health.REAUTH, "No.")
    assert (column(delivery, "state"), column(delivery, "prepare_tries")) == ("preparing", 0)


def test_a_restricted_account_is_told_from_a_refused_token(delivery: Delivery) -> None:
    (taken,) = take(now=NOW)

    report_failure(taken, replace(refusal(ReasonClass.ACCOUNT), code="instagram.restricted"), now=NOW)

    account = ChannelAccount.objects.get()
    assert (account.health, account.problem_code) == (Health.RESTRICTED, "instagram.restricted")


def test_a_group_that_moved_tells_its_new_number(delivery: Delivery) -> None:
    (taken,) = take(now=NOW)
    body = '{"ok": false, "error_code": 400, "parameters": {"migrate_to_chat_id": -100999}}'

    report_failure(taken, replace(refusal(ReasonClass.ACCOUNT), answer=Answer(status=400, body=body)), now=NOW)

    assert ChannelAccount.objects.get().moved_to == "-100999"


def test_an_unknown_outcome_is_a_state_of_its_own(delivery: Delivery) -> None:
    report_unknown(publishing(now=NOW), UNKNOWN, now=NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("unconfirmed", "telegram.read_timeout")
    assert (delivery.doubted_at, delivery.next_attempt_at) == (NOW, NOW + timedelta(seconds=30))


def test_where_nothing_can_be_looked_at_a_person_is_asked_at_once(delivery: Delivery) -> None:
    blind = Unknown(reason="A bot cannot read what it posted.", code="telegram.cannot_look", wait=0)
    taken = unconfirmed()

    report_unknown(taken, blind, now=later(1))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, delivery.doubted_at) == ("needs_decision", blind.code, NOW)


def test_where_something_can_be_looked_at_looking_goes_on(delivery: Delivery) -> None:
    taken = unconfirmed()

    report_unknown(taken, UNKNOWN, now=later(1))

    assert column(delivery, "state") == "unconfirmed"


def test_what_was_seen_is_published(delivery: Delivery) -> None:
    taken = unconfirmed()

    complete_publish(taken, Live(remote_id="77", evidence="The list shows it."), now=later(1))

    assert (column(delivery, "state"), column(delivery, "evidence")) == ("published", "seen")


def test_what_is_not_seen_soon_after_the_call_proves_nothing(delivery: Delivery) -> None:
    taken = unconfirmed()

    for _ in range(5):
        report_absent(taken, ABSENT, now=later(4))

    assert (column(delivery, "state"), column(delivery, "absent_sightings")) == ("unconfirmed", 0)


def test_what_is_not_seen_twice_long_after_the_call_is_published_with_the_same_handle(delivery: Delivery) -> None:
    taken = unconfirmed(minutes=5)
    report_absent(taken, ABSENT, now=later(5))
    assert column(delivery, "state") == "unconfirmed"

    report_absent(taken, ABSENT, now=later(6))

    assert (column(delivery, "state"), column(delivery, "handle")) == ("prepared", {"container": "1"})
    assert (column(delivery, "doubted_at"), column(delivery, "publish_started_at")) == (NOW, NOW)


def test_a_handle_that_cannot_be_used_again_is_for_a_person(delivery: Delivery) -> None:
    taken = unconfirmed(minutes=5)

    for _ in range(2):
        report_absent(taken, Absent(evidence="Nothing.", can_publish_again=False), now=later(6))

    assert column(delivery, "state") == "needs_decision"


def test_looking_ends_after_half_an_hour_with_a_person(delivery: Delivery) -> None:
    taken = unconfirmed()

    report_unknown(taken, UNKNOWN, now=NOW + LOOKED_FOR - timedelta(seconds=1))
    assert column(delivery, "state") == "unconfirmed"
    report_unknown(taken, UNKNOWN, now=NOW + LOOKED_FOR)

    assert column(delivery, "state") == "needs_decision"


@pytest.mark.parametrize("kind", [ReasonClass.CONTENT, ReasonClass.NEW_HANDLE])
def test_what_was_in_doubt_once_neither_fails_nor_is_made_anew(delivery: Delivery, kind: ReasonClass) -> None:
    taken = unconfirmed(minutes=6)
    for _ in range(2):
        report_absent(taken, ABSENT, now=later(6))
    assert isinstance(begin_publish(taken, now=later(7)), Go)

    report_failure(taken, refusal(kind), now=later(7))

    assert (column(delivery, "state"), column(delivery, "handle")) == ("needs_decision", {"container": "1"})


def test_the_second_call_of_a_doubtful_delivery_being_refused_says_nothing_of_the_first(delivery: Delivery) -> None:
    taken = unconfirmed(minutes=6)
    for _ in range(2):
        report_absent(taken, ABSENT, now=later(6))
    begin_publish(taken, now=later(7))

    report_failure(taken, refusal(ReasonClass.RETRY), now=later(7))

    assert (column(delivery, "state"), column(delivery, "doubted_at")) == ("prepared", NOW)
    assert column(delivery, "publish_started_at") == later(7)


def test_changes_are_repeated_as_twice_is_the_same_as_once(delivery: Delivery) -> None:
    Delivery.objects.update(state="published", publish_started_at=NOW)
    change = make_delivery(delivery.page, operation="edit", follows=delivery, state="prepared", due_at=NOW)
    (taken,) = take(now=NOW)
    begin_publish(taken, now=NOW)

    report_unknown(taken, UNKNOWN, now=NOW)

    assert (column(change, "state"), column(change, "next_attempt_at")) == ("prepared", later(1))


def test_a_stale_report_writes_nothing(delivery: Delivery) -> None:
    late = publishing(now=NOW)
    take(now=NOW + LEASE, worker="two")

    for report, said in (
        (report_failure, refusal(ReasonClass.CONTENT)),
        (report_unknown, UNKNOWN),
        (report_absent, ABSENT),
    ):
        with pytest.raises(LeaseLostError):
            report(late, said, now=NOW + LEASE)  # type: ignore[operator]  Each with what it takes.
    assert (column(delivery, "state"), column(delivery, "fence")) == ("unconfirmed", 2)


def test_the_answer_of_the_platform_stands_in_the_log(delivery: Delivery) -> None:
    (taken,) = take(now=NOW)
    answer = Answer(status=400, code="9004", subcode="2207052", is_transient=False, trace_id="A1", body="x" * 2000)
    said = Refusal(reason_class=ReasonClass.RETRY, code="instagram.fetch", reason="No.", answer=answer)

    report_failure(taken, said, now=NOW)

    line = delivery.attempts.last()
    assert line is not None
    assert (line.status, line.code, line.subcode, line.trace_id) == (400, "9004", "2207052", "A1")
    assert (line.problem, len(line.body), line.is_transient) == ("instagram.fetch: No.", 1000, False)


def test_a_lease_that_is_renewed_keeps_the_fence(delivery: Delivery) -> None:
    taken = prepared(now=NOW)

    renew(taken, now=later(1))

    assert isinstance(begin_publish(taken, now=later(1)), Go)
