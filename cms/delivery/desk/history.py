import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from cms.delivery.desk.clocks import clock_of
from cms.delivery.desk.explanations.ledger import LEDGER
from cms.delivery.desk.explanations.vocabulary import WORDS
from cms.delivery.models import Delivery, DeliveryAttempt, DeliveryState, Step

OUTCOMES: dict[str, StrOrPromise] = {
    **{state.value: state.label for state in DeliveryState},
    "live": pgettext_lazy("outcome", "The post is there"),
    "absent": pgettext_lazy("outcome", "Not found"),
    "left": pgettext_lazy("outcome", "Left as it is"),
    "lease_lost": pgettext_lazy("outcome", "Came too late: somebody else had taken over"),
}
STEPS: dict[str, StrOrPromise] = {
    Step.CLAIM: pgettext_lazy("step of a delivery", "Taking on"),
    Step.PREPARE: pgettext_lazy("step of a delivery", "Preparing"),
    Step.BEGIN: pgettext_lazy("step of a delivery", "Last check"),
    Step.PUBLISH: pgettext_lazy("step of a delivery", "Publishing"),
    Step.OBSERVE: pgettext_lazy("step of a delivery", "Looking"),
    Step.DECIDE: pgettext_lazy("step of a delivery", "Decision of a person"),
    Step.PLAN: pgettext_lazy("step of a delivery", "Planning"),
}
# What a line with a problem means whose reason nobody has described.
UNDESCRIBED: dict[str, StrOrPromise] = {
    DeliveryState.FAILED: _("The platform refused it."),
    DeliveryState.UNCONFIRMED: _("The platform did not answer clearly."),
    DeliveryState.NEEDS_DECISION: _("The platform did not answer clearly."),
    # These outcomes say it already.
    "absent": "",
    "lease_lost": "",
}
NOT_DONE = _("The platform did not take it this time.")
# How lines begin whose outcome does not say why: with the reason for machines.
CODE = re.compile(r"(?P<code>[\w.]+): ")
# The rest of these lines says more than the outcome.
TELLING = {"absent", "lease_lost"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log of a delivery."""

    attempt: DeliveryAttempt
    clock: str

    @property
    def moment(self) -> datetime:
        return self.attempt.at

    @property
    def step(self) -> StrOrPromise:
        """Return what was being done; the outcome says what came of it."""
        return STEPS[self.attempt.step]

    @property
    def outcome(self) -> StrOrPromise:
        outcome = self.attempt.outcome
        words = WORDS.get(outcome)
        return OUTCOMES.get(outcome) or (words.why if words else "")

    @property
    def note(self) -> str:
        """Return what a person wrote who decided."""
        return self.attempt.problem if self.attempt.step == Step.DECIDE else ""

    @property
    def why(self) -> StrOrPromise:
        """Return why it came to that, in the language of whoever reads; never in the words of a program."""
        attempt = self.attempt
        if not attempt.problem or attempt.step == Step.DECIDE or self._is_of_ledger:
            return ""
        found = CODE.match(attempt.problem)
        words = WORDS.get(found["code"]) if found else None
        return (words.why if words else "") or UNDESCRIBED.get(attempt.outcome, NOT_DONE)

    @property
    def who(self) -> StrOrPromise:
        return self.attempt.worker or _("by itself")

    @property
    def technical(self) -> str:
        """Return what administrators look for, such as "Fetch failed. · 400 · 9004/2207052"."""
        attempt = self.attempt
        said = "" if attempt.step == Step.DECIDE or self._is_of_ledger else attempt.problem
        code = "/".join(part for part in (attempt.code, attempt.subcode) if part)
        return " · ".join(part for part in (said, str(attempt.status or ""), code, attempt.trace_id) if part)

    @property
    def _is_of_ledger(self) -> bool:
        """Whether the outcome itself says why; what was stored beside it is in the language of whatever stored it."""
        is_planned = self.attempt.step in {Step.PLAN, Step.CLAIM}
        return is_planned or self.attempt.outcome in LEDGER.keys() - TELLING


def history_of(delivery: Delivery) -> list[Entry]:
    """Return the log, the newest line first."""
    zone = delivery.account.time_zone
    attempts = delivery.attempts.order_by("-pk")
    return [Entry(attempt=attempt, clock=clock_of(attempt.at, zone=zone)) for attempt in attempts]
