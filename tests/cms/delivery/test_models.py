import pytest
from django.contrib.auth.models import Permission

from cms.delivery.models import Delivery, DeliveryState
from tests.factories.desk import make_delivery
from tests.factories.site import Site, make_statement

PENDING = {"waiting", "preparing", "prepared", "publishing"}


@pytest.fixture
def one_of_each(site: Site) -> None:
    page = make_statement(site.statements)
    for state in DeliveryState:
        make_delivery(page, state=state)


def states_of(deliveries: object) -> set[str]:
    return {delivery.state for delivery in deliveries}  # type: ignore[attr-defined]  A queryset or a list of them.


def test_states_are_those_of_the_design() -> None:
    assert {state.name for state in DeliveryState} == {
        "WAITING",
        "PREPARING",
        "PREPARED",
        "PUBLISHING",
        "PUBLISHED",
        "UNCONFIRMED",
        "NEEDS_DECISION",
        "CANCELLED",
        "MISSED",
        "FAILED",
    }


def test_each_question_about_deliveries_keeps_its_states(one_of_each: None) -> None:
    deliveries = Delivery.objects.all()

    assert states_of(deliveries.pending()) == PENDING
    assert states_of(deliveries.published()) == {"published"}
    assert states_of(deliveries.failed()) == {"failed", "missed"}
    assert states_of(deliveries.in_doubt()) == {"unconfirmed", "needs_decision"}
    assert states_of(deliveries.needing_people()) == {"needs_decision", "failed", "missed"}


@pytest.mark.django_db
def test_nobody_can_be_allowed_to_add_to_the_ledger_or_to_delete_from_it() -> None:
    found = Permission.objects.filter(content_type__app_label="delivery", content_type__model="delivery")

    assert {permission.codename for permission in found} == {"view_delivery", "change_delivery"}
