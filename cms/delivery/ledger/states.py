from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery state", "Waiting")
    PREPARING = "preparing", pgettext_lazy("delivery state", "Being prepared")
    PREPARED = "prepared", pgettext_lazy("delivery state", "Prepared")
    PUBLISHING = "publishing", pgettext_lazy("delivery state", "Being published")
    PUBLISHED = "published", pgettext_lazy("delivery state", "Published")
    UNCONFIRMED = "unconfirmed", pgettext_lazy("delivery state", "Not confirmed")
    NEEDS_DECISION = "needs_decision", pgettext_lazy("delivery state", "Needs a decision")
    CANCELLED = "cancelled", pgettext_lazy("delivery state", "Withdrawn")
    MISSED = "missed", pgettext_lazy("delivery state", "Missed")
    FAILED = "failed", pgettext_lazy("delivery state", "Failed")


class Operation(models.TextChoices):
    PUBLISH = "publish", pgettext_lazy("delivery", "Publish")
    EDIT = "edit", pgettext_lazy("delivery", "Change")
    DELETE = "delete", pgettext_lazy("delivery", "Delete")
    PIN = "pin", pgettext_lazy("delivery", "Pin")
    CORRECT = "correct", pgettext_lazy("delivery", "Correct")


class Evidence(models.TextChoices):
    """How it is known what became of an irreversible call."""

    ANSWERED = "answered", _("The platform confirmed it.")
    REFUSED = "refused", _("The platform refused it.")
    SEEN = "seen", _("It was seen on the platform.")
    PERSON = "person", _("A person looked.")


# Nothing irreversible has begun, unless it came to be in doubt before.
BEFORE_PUBLISHING = (DeliveryState.WAITING, DeliveryState.PREPARING, DeliveryState.PREPARED)
PENDING = (*BEFORE_PUBLISHING, DeliveryState.PUBLISHING)
# After the irreversible call nobody knows what became of these, so they are neither published nor failed.
IN_DOUBT = (DeliveryState.UNCONFIRMED, DeliveryState.NEEDS_DECISION)
OPEN = (*PENDING, *IN_DOUBT)
# Over, and nothing stands anywhere because of it.
WITHOUT_EFFECT = (DeliveryState.CANCELLED, DeliveryState.MISSED, DeliveryState.FAILED)
FAILED = (DeliveryState.FAILED, DeliveryState.MISSED)
# An irreversible call was made, or may have been.
ATTEMPTED = (DeliveryState.PUBLISHING, DeliveryState.UNCONFIRMED, DeliveryState.PUBLISHED)

# Doing it twice makes no second post: the end is the same.
REPEATABLE = frozenset({Operation.EDIT, Operation.DELETE, Operation.PIN})
