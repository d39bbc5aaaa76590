from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.delivery.ledger.append_only import AppendOnly
from cms.delivery.ledger.deliveries import Delivery


class MetricSnapshot(AppendOnly):
    """The numbers of a post as they were on a day; what the platform did not say is not in them."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="snapshots")
    day = models.DateField(verbose_name=_("day"))
    at = models.DateTimeField(verbose_name=_("when"))
    values: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "day"], name="one_snapshot_a_delivery_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.delivery}: {self.day}"
