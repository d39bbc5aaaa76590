from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q
from django.utils.translation import gettext
from wagtail.models import Page

from cms.api.visibility import Visibility
from cms.delivery.ledger import waits
from cms.delivery.ledger.deliveries import Delivery, DeliveryQuerySet
from cms.delivery.ledger.refusals import GateRefusal, RefusalReason
from cms.delivery.ledger.states import DeliveryState, Operation
from cms.pages.posts import Post

Found = GateRefusal | None


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The last look before the irreversible call, in the transaction that begins it."""

    delivery: Delivery
    now: datetime

    def refusal(self) -> Found:
        """Return the first reason not to go on: those that end it before those that pass."""
        checks: tuple[Callable[[], Found], ...] = (
            self._withdrawn,
            self._superseded,
            self._too_late,
            self._already_live,
            self._too_early,
            self._account_blocked,
            self._quota,
        )
        return next((found for check in checks if (found := check()) is not None), None)

    def _withdrawn(self) -> Found:
        if self.delivery.operation == Operation.DELETE:
            return None
        delivery = self.delivery
        seen = Visibility.for_public(now=self.now).pages(Page.objects.filter(pk=delivery.source)).exists()
        if seen and Post.objects.enabled().filter(page=delivery.source, channel=delivery.channel).exists():
            return None
        problem = gettext("The page was withdrawn, or the channel was switched off for it.")
        return GateRefusal(reason=RefusalReason.WITHDRAWN, problem=problem)

    def _superseded(self) -> Found:
        delivery = self.delivery
        if delivery.operation == Operation.DELETE:
            return None
        if type(delivery.post).objects.filter(supersedes=delivery.post).exists():
            problem = gettext("The page has changed, and another post takes the place of this one.")
            return GateRefusal(reason=RefusalReason.SUPERSEDED, problem=problem)
        live = Page.objects.filter(pk=delivery.source).values_list("live_revision_id", flat=True).first()
        if live in (None, delivery.revision):
            return None
        problem = gettext("The page has just changed. What it means for the post is being worked out.")
        return self._later(RefusalReason.SUPERSEDED, problem, at=self.now + waits.UNTIL_PLANNED)

    def _too_late(self) -> Found:
        if self.delivery.operation != Operation.PUBLISH or self.now <= self.delivery.post.not_after:
            return None
        problem = gettext("It was not sent in time, and by now it would come too late.")
        return GateRefusal(reason=RefusalReason.TOO_LATE, problem=problem)

    def _already_live(self) -> Found:
        if self.delivery.operation != Operation.PUBLISH:
            return None
        same = Q(source=self.delivery.source) | Q(post__payload_hash=self.delivery.post.payload_hash)
        siblings = self._others().filter(same)
        if standing(siblings.published()).exists():
            problem = gettext("This was published already.")
            return GateRefusal(reason=RefusalReason.ALREADY_LIVE, problem=problem)
        unsettled = siblings.in_doubt() | siblings.filter(state=DeliveryState.PUBLISHING)
        if not unsettled.exists():
            return None
        problem = gettext("Nobody knows yet whether an earlier post of this page was published.")
        return self._later(RefusalReason.ALREADY_LIVE, problem, at=self.now + waits.UNTIL_ACCOUNT_IS_BACK)

    def _too_early(self) -> Found:
        if self.now < self.delivery.due_at:
            return self._later(RefusalReason.TOO_EARLY, gettext("It is not time yet."), at=self.delivery.due_at)
        if self.delivery.operation != Operation.PUBLISH:
            return None
        last = self._others().aggregate(last=Max("publish_started_at"))["last"]
        free_at = last + waits.SPACING if last else self.now
        if free_at <= self.now:
            return None
        return self._later(RefusalReason.TOO_EARLY, gettext("The account has just published something."), at=free_at)

    def _account_blocked(self) -> Found:
        account = self.delivery.account
        if account.is_open(self.now):
            return None
        problem = gettext("The account is paused, rests or has to be connected anew.")
        at = max(account.blocked_until or self.now, self.now + waits.UNTIL_ACCOUNT_IS_BACK)
        return self._later(RefusalReason.ACCOUNT_BLOCKED, problem, at=at)

    def _quota(self) -> Found:
        if self.delivery.operation != Operation.PUBLISH or self.delivery.account.has_quota(self.now):
            return None
        problem = gettext("The account has published as much as the platform allows within a day.")
        return self._later(RefusalReason.QUOTA, problem, at=self.now + waits.UNTIL_QUOTA_IS_BACK)

    def _others(self) -> DeliveryQuerySet:
        """Return the other posts of the account."""
        mine = Delivery.objects.filter(account=self.delivery.account, operation=Operation.PUBLISH)
        return mine.exclude(pk=self.delivery.pk)

    @staticmethod
    def _later(reason: RefusalReason, problem: str, *, at: datetime) -> GateRefusal:
        return GateRefusal(reason=reason, problem=problem, retry_at=at)


def standing(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    """Leave out posts that were deleted again, and what was done about them."""
    deleted = Q(followers__operation=Operation.DELETE, followers__state=DeliveryState.PUBLISHED)
    gone = Delivery.objects.filter(deleted).values("pk")
    return deliveries.exclude(Q(pk__in=gone) | Q(follows__in=gone))
