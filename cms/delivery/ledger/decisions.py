from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext

from cms.delivery.ledger import transitions, waits
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.holding import Line, WrongStateError, locked, overrule
from cms.delivery.ledger.posts import SocialPost
from cms.delivery.ledger.states import (
    BEFORE_PUBLISHING,
    FAILED,
    IN_DOUBT,
    DeliveryState,
    Evidence,
)

UNSETTLED = {*IN_DOUBT, *FAILED}


class DeliveryBusyError(Exception):
    """Somebody writes the delivery at the same moment."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(
            gettext("Delivery %(number)s is being worked on at this moment. Look at it again and decide then.")
            % {"number": delivery.pk}
        )


class RemoteIDTakenError(Exception):
    """The post that a person names belongs to another delivery."""

    def __init__(self, remote_id: str) -> None:
        message = gettext("%(post)s belongs to another delivery. Give the address of this one's post.")
        super().__init__(message % {"post": remote_id})


@transaction.atomic
def settle_as_live(
    delivery_id: int, *, person: str, now: datetime, permalink: str = "", remote_id: str = "", note: str = ""
) -> Delivery:
    """Store that a person saw the post, or made it by hand. Raises as the others here do."""
    delivery = _open_for(delivery_id, states={*BEFORE_PUBLISHING, *UNSETTLED})
    change = transitions.published(remote_id=remote_id, permalink=permalink, evidence=Evidence.PERSON, now=now)
    begun = {"publish_started_at": delivery.publish_started_at or now}
    try:
        with transaction.atomic():
            _decide(delivery, {**change, **begun}, outcome="live", person=person, note=note, now=now)
    except IntegrityError as error:
        raise RemoteIDTakenError(remote_id) from error
    return Delivery.objects.get(pk=delivery_id)


@transaction.atomic
def send_anew(delivery_id: int, *, person: str, now: datetime, note: str = "") -> Delivery:
    """Plan the same post once more, as a person knows that it is not there, and return its new delivery."""
    delivery = _open_for(delivery_id, states=UNSETTLED)
    change = transitions.published(remote_id="", permalink="", evidence=Evidence.PERSON, now=now)
    change = {**change, "state": DeliveryState.CANCELLED, "published_at": None, "reason": "sent_anew"}
    _decide(delivery, change, outcome="absent", person=person, note=note, now=now)
    return Delivery.objects.create(
        page_id=delivery.page_id,
        account=delivery.account,
        post=_in_time(delivery.post, now=now),
        source=delivery.source,
        revision=delivery.revision,
        operation=delivery.operation,
        sequence=next_sequence(delivery),
        follows=delivery.follows,
        channel=delivery.channel,
        locale=delivery.locale,
        state=_first_state(delivery),
        due_at=now,
        next_attempt_at=now,
    )


@transaction.atomic
def leave(delivery_id: int, *, person: str, now: datetime, note: str = "") -> Delivery:
    """Let it be, as a person wants: it is over, and nothing is done about it any more."""
    delivery = _open_for(delivery_id, states={*BEFORE_PUBLISHING, *UNSETTLED})
    change = {"state": DeliveryState.CANCELLED, "evidence": Evidence.PERSON, "reason": "left", **transitions.RELEASED}
    _decide(delivery, change, outcome="left", person=person, note=note, now=now)
    return Delivery.objects.get(pk=delivery_id)


def next_sequence(delivery: Delivery) -> int:
    same = Delivery.objects.filter(account=delivery.account_id, source=delivery.source, operation=delivery.operation)
    highest: int | None = same.aggregate(highest=Max("sequence"))["highest"]
    return (highest or 0) + 1


def _open_for(delivery_id: int, *, states: Collection[str]) -> Delivery:
    delivery = locked(Delivery.objects.filter(pk=delivery_id)).get()
    if delivery.state not in states:
        raise WrongStateError(delivery, wanted=sorted(states))
    return delivery


def _decide(
    delivery: Delivery, change: transitions.Change, *, outcome: str, person: str, note: str, now: datetime
) -> None:
    line = Line(step=Step.DECIDE, outcome=outcome, problem=note)
    if not overrule(delivery, change, line=line, now=now, worker=person):
        raise DeliveryBusyError(delivery)


def _first_state(delivery: Delivery) -> DeliveryState:
    return DeliveryState.PREPARED if delivery.is_repeatable else DeliveryState.WAITING


def _in_time(post: SocialPost, *, now: datetime) -> SocialPost:
    """Return the post, or one with the same payload that may still go out."""
    if post.not_after > now or SocialPost.objects.filter(supersedes=post).exists():
        return post
    kept = {field.attname: getattr(post, field.attname) for field in SocialPost._meta.concrete_fields}
    changed = {"id": None, "not_after": now + waits.WORTH_SENDING, "supersedes_id": post.pk, "approved_at": now}
    return SocialPost.objects.create(**kept | changed)
