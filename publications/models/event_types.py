import graphene
from django.apps import apps
from grapple.registry import registry

from publications.models.event_states import EventStatusEnum

FREQUENCY_DESCRIPTIONS = {None: "By what a series is counted.", "WEEKLY": "By weeks.", "MONTHLY": "By months."}
RecurrenceFrequency = graphene.Enum(
    "RecurrenceFrequency",
    [("WEEKLY", "WEEKLY"), ("MONTHLY", "MONTHLY")],
    description=lambda member: FREQUENCY_DESCRIPTIONS[member.value if member else None],
)


class EventRecurrence(graphene.ObjectType):
    """The rule of a series. Times are those of the clock in the event's time zone, in summer and in winter."""

    frequency = graphene.Field(RecurrenceFrequency, required=True, description="Weeks or months.")
    interval = graphene.Int(required=True, description="2 for every second week, 1 otherwise.")
    weekday = graphene.Int(description="The day of the week, 1 for Monday to 7; null for a series on a date.")
    week = graphene.Int(description="Which such weekday of the month, 1 to 5, -1 for the last; null for weekly ones.")
    month_day = graphene.Int(description="The day of the month; null for a series on a weekday.")
    until = graphene.Date(required=True, description="The last day on which it can take place.")
    rule = graphene.String(required=True, description="The rule in the words of RFC 5545 (RRULE), without exceptions.")


def _event() -> type[graphene.ObjectType]:
    found: type[graphene.ObjectType] = registry.pages[apps.get_model("publications", "EventPage")]
    return found


class OccurrenceType(graphene.ObjectType):
    """One date of an event, as it takes place."""

    event = graphene.Field(_event, required=True, description="The event that takes place.")
    date = graphene.Date(required=True, description="The day that the series has for it, also when it was moved.")
    original_start = graphene.DateTime(required=True, description="When it would begin by the rule of the series.")
    start = graphene.DateTime(required=True, description="When it begins, with the offset of its time zone.")
    end = graphene.DateTime(required=True, description="When it ends, with the offset of its time zone.")
    status = graphene.Field(EventStatusEnum, required=True, description="Whether this date takes place as announced.")
    note = graphene.String(required=True, description="What readers should know about its state; may be empty.")
    venue = graphene.String(required=True, description="The name of its place; may be empty.")
    address = graphene.String(required=True, description="The postal address of its place; may be empty.")
    online_url = graphene.String(required=True, description="Where to take part online; may be empty.")
    is_exception = graphene.Boolean(required=True, description="True when this date differs from the series.")

    class Meta:
        name = "EventOccurrence"


class ProgrammePointType(graphene.ObjectType):
    """One point of an event's programme."""

    date = graphene.Date(description="The day, for events of several days; null otherwise.")
    time = graphene.Time(description="When it begins by the clock of the event's time zone; null when not fixed.")
    title = graphene.String(required=True, description="What it is.")
    text = graphene.String(required=True, description="What it is about; may be empty.")
    speakers = graphene.String(required=True, description="Who speaks; may be empty.")

    class Meta:
        name = "ProgrammePoint"
