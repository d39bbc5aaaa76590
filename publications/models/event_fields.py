from typing import Any

import graphene
from django.apps import apps
from grapple.models import GraphQLField, GraphQLInt, GraphQLString
from grapple.registry import registry

from cms.pages.coordinates import COORDINATES
from cms.pages.declarations import GraphQLFieldWithArguments
from publications.models.event_states import EventKindEnum, EventStatusEnum
from publications.models.event_types import EventRecurrence, OccurrenceType, ProgrammePointType

MAXIMUM_OCCURRENCES = 100


def _list_of(node: type[graphene.ObjectType]) -> graphene.NonNull:
    return graphene.NonNull(graphene.List(graphene.NonNull(node)))


def _local_group() -> type[graphene.ObjectType]:
    found: type[graphene.ObjectType] = registry.pages[apps.get_model("home", "LocalGroupPage")]
    return found


EVENT_FIELDS: list[Any] = [
    GraphQLField("kind", graphene.NonNull(EventKindEnum), source="kind_or_other", description="The kind of event."),
    GraphQLField("status", graphene.NonNull(EventStatusEnum), description="Whether it takes place as announced."),
    GraphQLString("status_note", required=True, description="What readers should know about its state; may be empty."),
    GraphQLField(
        "start",
        graphene.NonNull(graphene.DateTime),
        source="local_start",
        description="When it begins, with the offset of its time zone; of a series, when its first date does.",
    ),
    GraphQLField(
        "end",
        graphene.NonNull(graphene.DateTime),
        source="local_end",
        description="When it ends, with the offset of its time zone; of a series, when its first date does.",
    ),
    GraphQLField(
        "previous_start",
        graphene.DateTime,
        description="When it was to begin before it was moved or postponed; null otherwise.",
    ),
    GraphQLString("time_zone", required=True, description="The IANA name of the time zone, e.g. Europe/Berlin."),
    GraphQLField("recurrence", EventRecurrence, description="The rule by which it repeats; null for a single event."),
    GraphQLField(
        "exceptions",
        _list_of(OccurrenceType),
        source="exception_list",
        description="The dates that differ from the rule, as they take place, in order.",
    ),
    GraphQLFieldWithArguments(
        "occurrences",
        _list_of(OccurrenceType),
        source="occurrences_between",
        description="The dates of the event, soonest first, exceptions among them; one for a single event.",
        arguments={
            "from_": graphene.Argument(
                graphene.DateTime, name="from", description="Only dates that end at or after this moment."
            ),
            "to": graphene.Argument(graphene.DateTime, description="Only dates that begin before this moment."),
            "first": graphene.Argument(
                graphene.Int, default_value=20, description=f"How many, at most {MAXIMUM_OCCURRENCES}."
            ),
        },
    ),
    GraphQLField(
        "next_occurrence",
        OccurrenceType,
        description="The date that is under way or comes next, without those that do not take place; null when over.",
    ),
    GraphQLString("venue", required=True, description="The name of the place; may be empty."),
    GraphQLString("address", required=True, description="The postal address of the place; may be empty."),
    COORDINATES,
    GraphQLString("online_url", required=True, description="Where to take part online; may be empty."),
    GraphQLString("registration_url", required=True, description="Where to register; may be empty."),
    GraphQLString("accessibility", required=True, description="How accessible the place is; may be empty."),
    GraphQLField(
        "host_group", _local_group, source="readable_host", description="The local group that invites; may be null."
    ),
    GraphQLField(
        "programme", _list_of(ProgrammePointType), source="programme_list", description="The programme, in order."
    ),
    GraphQLString("uid", required=True, description="A permanent identifier for calendars (RFC 5545 UID)."),
    GraphQLInt(
        "sequence",
        required=True,
        description="Rises with each published change of time, place, status or exceptions (RFC 5545 SEQUENCE).",
    ),
]
