from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from cms.delivery.models import Delivery, DeliveryState, Operation

# What a delivery is doing, for people who have never heard of one.
SENTENCES: dict[str, StrOrPromise] = {
    DeliveryState.WAITING: _("Goes out by itself when it is time."),
    DeliveryState.PREPARING: _("Is being prepared. Nothing is public yet."),
    DeliveryState.PREPARED: _("Is ready and goes out when it is time."),
    DeliveryState.PUBLISHING: _("Is going out at this moment."),
    DeliveryState.PUBLISHED: _("Is out."),
    DeliveryState.UNCONFIRMED: _("Nobody knows yet whether it is out. It is being looked for, and not sent again."),
    DeliveryState.NEEDS_DECISION: _("Nobody knows whether it is out. A person has to look."),
    DeliveryState.CANCELLED: _("Was called off."),
    DeliveryState.MISSED: _("Was not sent: it was too late."),
    DeliveryState.FAILED: _("Was not sent."),
}
NOT_OUT = _("Has not gone out so far.")
OF_CHANGES: dict[tuple[str, str], StrOrPromise] = {
    (Operation.EDIT, DeliveryState.PUBLISHED): _("The post was changed."),
    (Operation.DELETE, DeliveryState.PUBLISHED): _("The post was deleted."),
    (Operation.PIN, DeliveryState.PUBLISHED): _("The post was pinned."),
}
KINDS: dict[str, StrOrPromise] = {
    Operation.PUBLISH: pgettext_lazy("kind of delivery", "Post"),
    Operation.EDIT: pgettext_lazy("kind of delivery", "Change of the post"),
    Operation.DELETE: pgettext_lazy("kind of delivery", "Deletion of the post"),
    Operation.PIN: pgettext_lazy("kind of delivery", "Pinning of the post"),
    Operation.CORRECT: pgettext_lazy("kind of delivery", "Correction of the post"),
}


def sentence_of(delivery: Delivery) -> StrOrPromise:
    """Say in a sentence how far a delivery is."""
    return OF_CHANGES.get((delivery.operation, delivery.state)) or SENTENCES[delivery.state]


def kind_of(delivery: Delivery) -> StrOrPromise:
    return KINDS[delivery.operation]
