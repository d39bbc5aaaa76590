from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from cms.delivery.desk.clocks import clock_of
from cms.delivery.desk.explanations.explanation import WORDS
from cms.delivery.models import Delivery, DeliveryAttempt, DeliveryState

OUTCOMES: dict[str, StrOrPromise] = {
    **{state.value: state.label for state in DeliveryState},
    "live": pgettext_lazy("outcome", "The post is there"),
    "absent": pgettext_lazy("outcome", "Not found"),
    "left": pgettext_lazy("outcome", "Left as it is"),
    "lease_lost": pgettext_lazy("outcome", "Came too late: somebody else had taken over"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log of a delivery."""

    attempt: DeliveryAttempt
    clock: str

    @property
    def moment(self) -> datetime:
        return self.attempt.at

    @property
    def outcome(self) -> StrOrPromise:
        outcome = self.attempt.outcome
        words = WORDS.get(outcome)
        return OUTCOMES.get(outcome) or (words.why if words else outcome)

    @property
    def who(self) -> StrOrPromise:
        return self.attempt.worker or _("by itself")

    @property
    def numbers(self) -> str:
        """Return what administrators look for, such as "400 · 9004/2207052"."""
        attempt = self.attempt
        code = "/".join(part for part in (attempt.code, attempt.subcode) if part)
        return " · ".join(part for part in (str(attempt.status or ""), code, attempt.trace_id) if part)


def history_of(delivery: Delivery) -> list[Entry]:
    """Return the log, the newest line first."""
    zone = delivery.account.time_zone
    attempts = delivery.attempts.order_by("-pk")
    return [Entry(attempt=attempt, clock=clock_of(attempt.at, zone=zone)) for attempt in attempts]
