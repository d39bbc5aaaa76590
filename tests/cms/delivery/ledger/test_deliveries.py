import pytest
from django.db import IntegrityError, transaction

from cms.delivery.ledger.append_only import AppendOnlyError
from cms.delivery.models import Delivery, DeliveryAttempt, SocialPost
from tests.factories.desk import make_delivery
from tests.factories.ledger import take
from tests.factories.site import NOW


def refused(**fields: object) -> bool:
    try:
        with transaction.atomic():
            Delivery.objects.update(**fields)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("state", ["publishing", "unconfirmed", "published"])
def test_nothing_is_attempted_without_having_begun(delivery: Delivery, state: str) -> None:
    assert refused(state=state)
    assert not refused(state=state, publish_started_at=NOW)


@pytest.mark.parametrize("state", ["failed", "missed", "cancelled"])
def test_nothing_that_was_attempted_ends_without_evidence(delivery: Delivery, state: str) -> None:
    assert refused(state=state, publish_started_at=NOW)
    assert not refused(state=state, publish_started_at=NOW, evidence="refused")


def test_a_delivery_is_one_of_its_kind(delivery: Delivery) -> None:
    with pytest.raises(IntegrityError):
        make_delivery(delivery.page, sequence=1)


def test_a_post_belongs_to_one_delivery(delivery: Delivery) -> None:
    make_delivery(delivery.page)

    assert refused(remote_id="77")


@pytest.mark.parametrize("model", [DeliveryAttempt, SocialPost])
def test_what_was_written_stays_as_it_was(delivery: Delivery, model: type) -> None:
    take(now=NOW)
    row = model.objects.first()

    for change in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(pk=0)):
        with pytest.raises(AppendOnlyError):
            change()


def test_a_post_hands_its_payload_to_the_transport(delivery: Delivery) -> None:
    payload = delivery.post.payload

    assert (payload.text, payload.language, payload.format) == (delivery.page.title, "de", "text")  # type: ignore[union-attr]  It has one.
