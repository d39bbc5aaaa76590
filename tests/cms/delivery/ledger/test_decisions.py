import pytest

from cms.delivery.ledger.decisions import RemoteIDTakenError, leave, send_anew, settle_as_live
from cms.delivery.ledger.holding import LeaseLostError, WrongStateError
from cms.delivery.ledger.publishing import complete_publish
from cms.delivery.models import Delivery, SocialPost
from cms.transports.posting import Receipt
from tests.cms.delivery.ledger.conftest import later
from tests.factories.desk import make_delivery
from tests.factories.ledger import column, publishing
from tests.factories.site import NOW


@pytest.fixture
def doubtful(delivery: Delivery) -> Delivery:
    Delivery.objects.update(state="needs_decision", publish_started_at=NOW, doubted_at=NOW)
    delivery.refresh_from_db()
    return delivery


def test_a_person_who_saw_it_settles_it(doubtful: Delivery) -> None:
    settled = settle_as_live(doubtful.pk, person="anna", now=later(60), permalink="https://t.me/ko/77", remote_id="77")

    assert (settled.state, settled.evidence, settled.remote_id) == ("published", "person", "77")
    line = settled.attempts.get()
    assert (line.step, line.outcome, line.worker) == ("decide", "live", "anna")


def test_what_was_posted_by_hand_is_published(delivery: Delivery) -> None:
    settled = settle_as_live(delivery.pk, person="anna", now=NOW)

    assert (settled.state, settled.publish_started_at) == ("published", NOW)


def test_a_person_who_did_not_find_it_has_it_sent_anew(doubtful: Delivery) -> None:
    anew = send_anew(doubtful.pk, person="anna", now=later(60))

    assert (anew.state, anew.sequence, anew.post, anew.handle) == ("waiting", 2, doubtful.post, {})
    assert (column(doubtful, "state"), column(doubtful, "evidence")) == ("cancelled", "person")


def test_what_is_sent_anew_too_late_gets_time_again(doubtful: Delivery) -> None:
    anew = send_anew(doubtful.pk, person="anna", now=later(600))

    assert anew.post.not_after == later(960)
    assert (anew.post.supersedes, anew.post.payload_hash) == (doubtful.post, doubtful.post.payload_hash)
    assert SocialPost.objects.count() == 2


def test_what_is_left_is_over(doubtful: Delivery) -> None:
    assert leave(doubtful.pk, person="anna", now=later(1)).state == "cancelled"


def test_a_person_cannot_settle_what_is_just_being_published(delivery: Delivery) -> None:
    publishing(now=NOW)

    for decide in (settle_as_live, send_anew, leave):
        with pytest.raises(WrongStateError):
            decide(delivery.pk, person="anna", now=NOW)


def test_who_was_at_it_cannot_write_after_a_person_decided(delivery: Delivery) -> None:
    late = publishing(now=NOW)
    Delivery.objects.update(state="needs_decision", doubted_at=NOW)
    leave(delivery.pk, person="anna", now=later(1))

    with pytest.raises(LeaseLostError):
        complete_publish(late, Receipt(remote_id="77"), now=later(2))

    assert column(delivery, "state") == "cancelled"


def test_the_post_of_another_delivery_cannot_be_named(doubtful: Delivery) -> None:
    make_delivery(doubtful.page, state="published", remote_id="77", due_at=NOW)

    with pytest.raises(RemoteIDTakenError):
        settle_as_live(doubtful.pk, person="anna", now=NOW, remote_id="77")

    assert column(doubtful, "state") == "needs_decision"
