from datetime import timedelta

import pytest
from wagtail.models import Page

from cms.delivery.ledger.holding import LeaseLostError, WrongStateError
from cms.delivery.ledger.preparing import record_handle
from cms.delivery.ledger.publishing import begin_publish, complete_publish
from cms.delivery.ledger.refusals import GateRefusal, Go, RefusalReason
from cms.delivery.ledger.waits import LEASE, SPACING
from cms.delivery.models import ChannelAccount, Delivery, DeliveryAttempt, DeliveryState
from cms.pages.posts import Post
from cms.transports.posting import Live, Receipt
from tests.factories.desk import make_delivery, make_post
from tests.factories.ledger import READY, column, prepared, publishing, take
from tests.factories.site import NOW, Site, make_statement

RECEIPT = Receipt(remote_id="77", permalink="https://t.me/ko/77", handle={"message_id": 77})


def test_a_delivery_goes_from_waiting_to_published(delivery: Delivery) -> None:
    taken = publishing(now=NOW)

    complete_publish(taken, RECEIPT, now=NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id, delivery.permalink) == ("published", "77", "https://t.me/ko/77")
    assert (delivery.evidence, delivery.published_at, delivery.handle) == ("answered", NOW, {"message_id": 77})
    assert [line.outcome for line in delivery.attempts.all()] == ["preparing", "prepared", "publishing", "published"]


def test_the_call_is_on_record_before_it_is_made(delivery: Delivery) -> None:
    taken = prepared(now=NOW)

    assert begin_publish(taken, now=NOW) == Go(lease_until=NOW + LEASE)
    assert (column(delivery, "state"), column(delivery, "publish_started_at")) == ("publishing", NOW)
    assert column(delivery, "publish_tries") == 1


def refusal(claim: object, *, now: object = NOW) -> GateRefusal:
    found = begin_publish(claim, now=now)  # type: ignore[arg-type]  Shorter than naming the types.
    assert isinstance(found, GateRefusal)
    return found


def test_a_page_that_was_withdrawn_is_not_published(delivery: Delivery, page: Page) -> None:
    taken = prepared(now=NOW)
    page.unpublish()

    assert refusal(taken).reason == RefusalReason.WITHDRAWN
    assert (column(delivery, "state"), column(delivery, "reason")) == ("cancelled", "withdrawn")


def test_a_page_that_is_gone_is_not_published(delivery: Delivery, page: Page) -> None:
    taken = prepared(now=NOW)
    page.delete()

    assert refusal(taken).reason == RefusalReason.WITHDRAWN
    assert (column(delivery, "page"), column(delivery, "source")) == (None, delivery.source)


def test_a_channel_that_was_switched_off_carries_nothing(delivery: Delivery) -> None:
    taken = prepared(now=NOW)
    Post.objects.update(is_enabled=False)

    assert refusal(taken).reason == RefusalReason.WITHDRAWN


def test_a_page_that_expires_by_the_clock_is_not_published(delivery: Delivery, page: Page) -> None:
    taken = prepared(now=NOW)
    Page.objects.filter(pk=page.pk).update(expire_at=NOW)

    assert refusal(taken).reason == RefusalReason.WITHDRAWN


def test_what_another_post_takes_the_place_of_is_called_off(delivery: Delivery, page: Page) -> None:
    taken = prepared(now=NOW)
    make_post(page, delivery.account, supersedes=delivery.post)

    assert refusal(taken).reason == RefusalReason.SUPERSEDED
    assert column(delivery, "state") == "cancelled"


def test_a_page_that_changed_is_waited_for_until_it_is_planned(delivery: Delivery, page: Page) -> None:
    taken = prepared(now=NOW)
    page.save_revision().publish()

    found = refusal(taken)

    assert (found.reason, found.retry_at) == (RefusalReason.SUPERSEDED, NOW + timedelta(minutes=1))
    assert (column(delivery, "state"), column(delivery, "lease_until")) == ("prepared", None)


def test_nothing_goes_out_before_it_is_due(delivery: Delivery) -> None:
    Delivery.objects.update(due_at=NOW + timedelta(minutes=10))
    taken = prepared(now=NOW)

    found = refusal(taken)

    assert (found.reason, found.retry_at) == (RefusalReason.TOO_EARLY, NOW + timedelta(minutes=10))


def test_nothing_goes_out_too_late(delivery: Delivery) -> None:
    taken = prepared(now=NOW)

    assert refusal(taken, now=delivery.post.not_after + timedelta(seconds=1)).reason == RefusalReason.TOO_LATE
    assert column(delivery, "state") == "missed"


def test_a_page_is_not_published_twice(delivery: Delivery, page: Page) -> None:
    make_delivery(page, state="published", due_at=NOW - timedelta(days=1))
    taken = prepared(now=NOW)

    assert refusal(taken).reason == RefusalReason.ALREADY_LIVE
    assert column(delivery, "state") == "cancelled"


def test_a_page_whose_post_was_deleted_may_be_published_again(delivery: Delivery, page: Page) -> None:
    earlier = make_delivery(page, state="published", due_at=NOW - timedelta(days=1))
    gone = {"operation": "delete", "follows": earlier, "due_at": NOW - timedelta(days=1)}
    make_delivery(page, state="published", **gone)

    assert isinstance(begin_publish(prepared(now=NOW), now=NOW), Go)


def test_the_same_words_are_not_published_twice(delivery: Delivery, site: Site) -> None:
    twin = make_statement(site.statements, "Zwilling")
    post = make_post(twin, delivery.account, payload_hash=delivery.post.payload_hash)
    make_delivery(twin, state="published", post=post, due_at=NOW - timedelta(days=1))

    assert refusal(prepared(now=NOW)).reason == RefusalReason.ALREADY_LIVE


def test_while_an_earlier_one_is_in_doubt_nothing_more_goes_out(delivery: Delivery, page: Page) -> None:
    make_delivery(page, state="needs_decision", due_at=NOW - timedelta(days=1))

    found = refusal(prepared(now=NOW))

    assert found.reason == RefusalReason.ALREADY_LIVE
    assert column(delivery, "state") == "prepared"


def test_an_account_publishes_one_post_in_five_minutes(delivery: Delivery, site: Site) -> None:
    other = make_statement(site.statements, "Andere")
    make_delivery(other, state="published", due_at=NOW, publish_started_at=NOW - timedelta(minutes=2))

    found = refusal(prepared(now=NOW))

    assert (found.reason, found.retry_at) == (RefusalReason.TOO_EARLY, NOW - timedelta(minutes=2) + SPACING)


def test_an_account_that_was_paused_meanwhile_sends_nothing(delivery: Delivery) -> None:
    taken = prepared(now=NOW)
    ChannelAccount.objects.update(is_paused=True)

    assert refusal(taken).reason == RefusalReason.ACCOUNT_BLOCKED
    assert column(delivery, "state") == "prepared"


def test_a_quota_that_is_used_up_is_waited_for(delivery: Delivery) -> None:
    ChannelAccount.objects.update(quota_total=50, quota_used=50, quota_checked_at=NOW)

    assert refusal(prepared(now=NOW)).reason == RefusalReason.QUOTA


def test_each_post_counts_against_the_quota(delivery: Delivery) -> None:
    ChannelAccount.objects.update(quota_total=50, quota_used=49, quota_checked_at=NOW)

    publishing(now=NOW)

    assert ChannelAccount.objects.get().quota_used == 50


def test_who_lost_the_lease_may_not_publish(delivery: Delivery) -> None:
    late = prepared(now=NOW)
    take(now=NOW + LEASE, worker="two")

    assert refusal(late, now=NOW + LEASE).reason == RefusalReason.LEASE_LOST


def test_a_late_answer_changes_nothing_but_stays_in_the_log(delivery: Delivery) -> None:
    late = publishing(now=NOW)
    take(now=NOW + LEASE, worker="two")

    with pytest.raises(LeaseLostError):
        complete_publish(late, RECEIPT, now=NOW + LEASE)

    line = DeliveryAttempt.objects.order_by("pk").last()
    assert column(delivery, "state") == DeliveryState.UNCONFIRMED
    assert line is not None
    assert (line.fence, line.outcome, line.problem) == (1, "lease_lost", "77 https://t.me/ko/77")


def test_a_handle_is_made_while_preparing_and_never_after(delivery: Delivery) -> None:
    taken = publishing(now=NOW)

    with pytest.raises(WrongStateError, match="publishing"):
        record_handle(taken, READY, now=NOW)


def test_a_post_of_another_delivery_is_not_taken_for_ones_own(delivery: Delivery, site: Site) -> None:
    other = make_statement(site.statements, "Andere")
    make_delivery(other, state="published", remote_id="77", due_at=NOW - timedelta(days=1))
    taken = publishing(now=NOW)

    complete_publish(taken, Live(remote_id="77"), now=NOW)

    assert (column(delivery, "state"), column(delivery, "reason")) == ("needs_decision", "remote_id_taken")
