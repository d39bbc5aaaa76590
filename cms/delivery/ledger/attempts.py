from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.delivery.ledger.append_only import AppendOnly
from cms.delivery.ledger.deliveries import Delivery

BODY_LENGTH = 1000


class Step(models.TextChoices):
    CLAIM = "claim", _("Taken on")
    PREPARE = "prepare", _("Prepared")
    BEGIN = "begin", _("Last check")
    PUBLISH = "publish", _("Published")
    OBSERVE = "observe", _("Looked")
    DECIDE = "decide", _("Decided by a person")
    PLAN = "plan", _("Planned")


class DeliveryAttempt(AppendOnly):
    """One line of what a delivery tried and what came back."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    fence = models.PositiveIntegerField()
    worker = models.CharField(max_length=100, blank=True)
    step = models.CharField(verbose_name=_("step"), max_length=20, choices=Step)
    at = models.DateTimeField(verbose_name=_("when"))
    # What came of it: the new state or the reason that it stayed the same.
    outcome = models.CharField(verbose_name=_("outcome"), max_length=60)
    problem = models.TextField(verbose_name=_("problem"), blank=True)
    status = models.PositiveSmallIntegerField(verbose_name=_("status"), null=True)
    code = models.CharField(max_length=60, blank=True)
    subcode = models.CharField(max_length=60, blank=True)
    is_transient = models.BooleanField(null=True)
    trace_id = models.CharField(max_length=200, blank=True)
    # The answer without secrets, cut.
    body = models.CharField(max_length=BODY_LENGTH, blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.step}: {self.outcome}"
