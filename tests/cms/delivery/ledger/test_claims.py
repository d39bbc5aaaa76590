from datetime import timedelta

import pytest

from cms.delivery.ledger.claims import claim, renew
from cms.delivery.ledger.holding import LeaseLostError
from cms.delivery.ledger.waits import LEASE, PREPARE_AHEAD
from cms.delivery.models import ChannelAccount, Delivery, DeliveryAttempt, DeliveryState, Health
from tests.cms.delivery.ledger.conftest import later
from tests.factories.desk import make_account, make_delivery
from tests.factories.ledger import column, publishing, take
from tests.factories.site import NOW

SECOND = timedelta(seconds=1)


def test_what_one_has_claimed_nobody_else_gets(delivery: Delivery) -> None:
    first, second = take(now=NOW), take(now=NOW, worker="two")

    assert ([each.delivery_id for each in first], second) == ([delivery.pk], [])
    assert column(delivery, "state") == DeliveryState.PREPARING


def test_what_somebody_left_behind_is_claimed_when_the_lease_is_over(delivery: Delivery) -> None:
    take(now=NOW)

    assert take(now=NOW + LEASE - SECOND, worker="two") == []
    assert [each.fence for each in take(now=NOW + LEASE, worker="two")] == [2]


def test_who_renews_the_lease_keeps_it(delivery: Delivery) -> None:
    (taken,) = take(now=NOW)

    renew(taken, now=later(2))

    assert take(now=NOW + LEASE, worker="two") == []


def test_who_lost_the_lease_cannot_renew_it(delivery: Delivery) -> None:
    (late,) = take(now=NOW)
    take(now=NOW + LEASE, worker="two")

    with pytest.raises(LeaseLostError):
        renew(late, now=NOW + LEASE)


def test_nothing_is_claimed_before_its_time(delivery: Delivery) -> None:
    Delivery.objects.update(next_attempt_at=NOW)

    assert take(now=NOW - SECOND) == []


def test_publishing_that_was_left_behind_is_only_looked_for(delivery: Delivery) -> None:
    publishing(now=NOW)

    (taken,) = take(now=NOW + LEASE, worker="two")

    assert (taken.fence, column(delivery, "state")) == (2, DeliveryState.UNCONFIRMED)
    assert column(delivery, "doubted_at") == NOW


@pytest.mark.parametrize(
    "fields",
    [
        {"is_paused": True},
        {"health": Health.REAUTH},
        {"health": Health.RESTRICTED},
        {"blocked_until": NOW + SECOND},
    ],
    ids=str,
)
def test_an_account_that_cannot_send_sends_nothing(delivery: Delivery, fields: dict[str, object]) -> None:
    ChannelAccount.objects.update(**fields)

    assert take(now=NOW) == []


def test_a_paused_account_is_still_looked_at(delivery: Delivery) -> None:
    publishing(now=NOW)
    ChannelAccount.objects.update(is_paused=True)

    assert len(take(now=NOW + LEASE)) == 1


def test_what_was_left_behind_is_seen_to_be_in_doubt_though_nobody_can_look(delivery: Delivery) -> None:
    publishing(now=NOW)
    ChannelAccount.objects.update(health=Health.REAUTH)

    assert len(take(now=NOW + LEASE)) == 1
    assert column(delivery, "state") == DeliveryState.UNCONFIRMED
    assert take(now=NOW + LEASE * 3) == []


def test_only_the_accounts_asked_for_are_claimed_of(delivery: Delivery) -> None:
    other = make_account("instagram")

    assert claim(worker="one", now=NOW, limit=10, accounts=[other.pk]) == []


def test_what_follows_waits_until_what_it_follows_is_published(delivery: Delivery) -> None:
    follower = make_delivery(delivery.page, due_at=NOW, operation="pin", follows=delivery, state="prepared")

    assert [each.delivery_id for each in take(now=NOW)] == [delivery.pk]
    Delivery.objects.filter(pk=delivery.pk).update(state="published", publish_started_at=NOW)
    assert [each.delivery_id for each in take(now=NOW)] == [follower.pk]


def test_after_downtime_what_is_too_late_is_missed(delivery: Delivery) -> None:
    after = delivery.post.not_after + SECOND

    assert take(now=after) == []
    assert (column(delivery, "state"), column(delivery, "reason")) == (DeliveryState.MISSED, "too_late")


def test_what_may_be_live_is_not_missed_but_decided_by_a_person(delivery: Delivery) -> None:
    Delivery.objects.update(state="prepared", publish_started_at=NOW, doubted_at=NOW)

    take(now=delivery.post.not_after + SECOND)

    assert column(delivery, "state") == DeliveryState.NEEDS_DECISION


def test_each_claim_leaves_a_line(delivery: Delivery) -> None:
    take(now=NOW)

    (line,) = DeliveryAttempt.objects.all()
    assert (line.step, line.outcome, line.fence, line.worker, line.at) == ("claim", "preparing", 1, "one", NOW)


def test_instagram_is_prepared_a_quarter_of_an_hour_ahead() -> None:
    assert timedelta(minutes=15) == PREPARE_AHEAD
