import graphene
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    RALLY = "rally", _("Rally")
    ACTION = "action", _("Action")
    CONGRESS = "congress", _("Congress")
    OPEN_MEETING = "open_meeting", _("Open meeting")
    STUDY_SESSION = "study_session", _("Study session")
    OTHER = "other", _("Other")


class EventStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("As announced")
    # Wagtail has the word too, for something else.
    CANCELLED = "cancelled", pgettext_lazy("event status", "Cancelled")
    POSTPONED = "postponed", _("Postponed")
    MOVED = "moved", pgettext_lazy("event status", "Moved")
    MOVED_ONLINE = "moved_online", _("Moved online")


# What nobody need come to on the day that was announced.
CALLED_OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)


class Change(models.TextChoices):
    """What may become of a single date; each is a status of events, too."""

    CANCELLED = "cancelled", _("Does not take place")
    MOVED = "moved", _("Moved to another time or place")
    MOVED_ONLINE = "moved_online", _("Takes place online")


KIND_DESCRIPTIONS = {
    None: "What kind of event it is.",
    EventKind.RALLY: "A public gathering in the street.",
    EventKind.ACTION: "A campaign or protest with people taking part.",
    EventKind.CONGRESS: "A congress of one or more days.",
    EventKind.OPEN_MEETING: "A meeting that anyone interested may join.",
    EventKind.STUDY_SESSION: "A session of the study programme.",
    EventKind.OTHER: "Anything else.",
}
STATUS_DESCRIPTIONS = {
    None: "Whether an event takes place as announced.",
    EventStatus.SCHEDULED: "It takes place as announced.",
    EventStatus.CANCELLED: "It does not take place.",
    EventStatus.POSTPONED: "It will take place at another time that is not known yet.",
    EventStatus.MOVED: "It takes place at another time or place than announced first; the new ones are given.",
    EventStatus.MOVED_ONLINE: "It takes place online only.",
}
EventKindEnum = graphene.Enum.from_enum(EventKind, name="EventKind", description=KIND_DESCRIPTIONS.get)
EventStatusEnum = graphene.Enum.from_enum(EventStatus, name="EventStatus", description=STATUS_DESCRIPTIONS.get)
