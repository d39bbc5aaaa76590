from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from cms.delivery.models import FAILED, IN_DOUBT, DeliveryQuerySet, DeliveryState


@dataclass(frozen=True, kw_only=True)
class Section:
    """Posts that are at the same point of their way."""

    name: str
    heading: StrOrPromise
    states: tuple[str, ...]
    order: tuple[str, ...]
    icon: str
    # Whether the section is worth a line when nothing is in it.
    nothing: StrOrPromise = ""

    def of(self, deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
        return deliveries.filter(state__in=self.states).order_by(*self.order)


# What needs a person comes first.
SECTIONS = (
    Section(
        name="doubt",
        heading=pgettext_lazy("posts", "In doubt"),
        states=IN_DOUBT,
        order=("due_at", "pk"),
        icon="help",
        nothing=_("Nothing is in doubt."),
    ),
    Section(
        name="unsent",
        heading=pgettext_lazy("posts", "Not sent"),
        states=FAILED,
        order=("-due_at", "-pk"),
        icon="warning",
        nothing=_("Nothing failed and nothing was missed."),
    ),
    Section(
        name="sending",
        heading=pgettext_lazy("posts", "Being sent"),
        states=(DeliveryState.PREPARING, DeliveryState.PREPARED, DeliveryState.PUBLISHING),
        order=("due_at", "pk"),
        icon="rotate",
    ),
    Section(
        name="due",
        heading=pgettext_lazy("posts", "To come"),
        states=(DeliveryState.WAITING,),
        order=("due_at", "pk"),
        icon="date",
        nothing=_("Nothing is planned."),
    ),
    Section(
        name="sent",
        heading=pgettext_lazy("posts", "Sent"),
        states=(DeliveryState.PUBLISHED,),
        order=("-published_at", "-pk"),
        icon="check",
        nothing=_("Nothing was sent yet."),
    ),
    Section(
        name="over",
        heading=pgettext_lazy("posts", "Called off"),
        states=(DeliveryState.CANCELLED,),
        order=("-updated_at", "-pk"),
        icon="cross",
    ),
)
BY_NAME = {section.name: section for section in SECTIONS}


def counts_of(deliveries: DeliveryQuerySet) -> dict[str, int]:
    """Return how much is in each section, with one question to the database."""
    by_state = dict(deliveries.order_by().values_list("state").annotate(count=Count("pk")))
    return {section.name: sum(by_state.get(state, 0) for state in section.states) for section in SECTIONS}
