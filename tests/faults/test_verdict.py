import pytest

from cms.delivery.models import Delivery, DeliveryState
from tests.faults.verdict import Story


@pytest.mark.parametrize(
    ("state", "reason", "seen", "is_lost", "is_going_on"),
    [
        (DeliveryState.PUBLISHED, "", ["1"], False, False),
        (DeliveryState.PUBLISHED, "", [], True, False),
        (DeliveryState.NEEDS_DECISION, "telegram.cannot_look", ["1"], False, False),
        (DeliveryState.CANCELLED, "", [], True, False),
        # Nobody knows, and everybody can see that nobody knows: nothing is lost, and nothing is shown before the end.
        (DeliveryState.UNCONFIRMED, "lease_lost", ["1"], False, True),
        (DeliveryState.PUBLISHING, "", [], False, True),
    ],
)
def test_what_is_lost_is_told_from_what_is_going_on(
    state: DeliveryState, reason: str, seen: list[str], *, is_lost: bool, is_going_on: bool
) -> None:
    story = Story(source=1, posts=[Delivery(state=state, reason=reason)], seen=seen)

    assert (story.is_lost, story.is_going_on) == (is_lost, is_going_on)
