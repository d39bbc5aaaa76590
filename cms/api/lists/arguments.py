from datetime import datetime
from typing import Any

import graphene
from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Greatest

from cms.api.arguments import BadArgumentError, is_storable, moment
from cms.api.lists.collections import Argument, Arguments
from cms.api.lists.order import Order
from cms.api.lists.places import Near, clean_circle, within
from cms.api.posts import ChannelEnum, in_channel, value_of
from cms.api.visibility import Visibility
from publications.models import EventOccurrence
from publications.models.occurrences import next_start

# No slug holds a slash, so nothing has this topic.
NO_TOPIC = "/"
NEXT_DATE = "next_start"


class Between(graphene.InputObjectType):
    """A span of time. A moment without an offset is one of the site's time zone."""

    start = graphene.DateTime(required=True, description="What ends before this moment is left out.")
    end = graphene.DateTime(required=True, description="What begins at this moment or later is left out.")


def clean_span(between: dict[str, datetime]) -> dict[str, datetime]:
    """Return both moments in UTC. Raises BadArgumentError."""
    span = {name: moment(between[name], argument=f"between.{name}") for name in ("start", "end")}
    if span["end"] <= span["start"]:
        message = "'between' must end after it starts."
        raise BadArgumentError(message)
    return span


def lying_within(span: dict[str, Any]) -> dict[str, Any]:
    """Return the lookups of dates that lie in a span, at least partly. Its moments may be expressions."""
    return {"start__lt": span["end"], "end__gte": span["start"]}


def by_next_date(queryset: Any, order: Order, arguments: Arguments, visibility: Visibility) -> QuerySet[Any]:
    """Bring along the date that is left after all the moments asked for; events without any are kept by order alone."""
    is_asked = "ending_after" in arguments or arguments.get("upcoming")
    if not is_asked and order.column != NEXT_DATE:
        return queryset
    moments = [arguments["ending_after"]] if "ending_after" in arguments else []
    if arguments.get("upcoming") or not moments:
        moments.append(visibility.now)
    latest: Any = moments[0] if len(moments) == 1 else Greatest(*(_as_moment(each) for each in moments))
    return queryset.ending_after(latest) if is_asked else queryset.annotate(next_start=next_start(latest))


def _as_moment(value: Any) -> Any:
    return value if hasattr(value, "as_sql") else Value(value, DateTimeField())


def _in_channel(queryset: QuerySet[Any], channel: Any, _visibility: Visibility) -> QuerySet[Any]:
    return in_channel(queryset, channel=channel)


def _about(queryset: QuerySet[Any], slug: Any, _visibility: Visibility) -> QuerySet[Any]:
    rows = queryset.model.topics.through._meta.default_manager
    source = queryset.model._meta.model_name
    return queryset.filter(Exists(rows.filter(**{source: OuterRef("pk")}, topic__slug=slug)))


def _taking_place(queryset: QuerySet[Any], between: Any, _visibility: Visibility) -> QuerySet[Any]:
    dates = EventOccurrence.objects.order_by().takes_place()
    return queryset.filter(Exists(dates.filter(event=OuterRef("pk"), **lying_within(between))))


def _near(queryset: QuerySet[Any], near: Any, _visibility: Visibility) -> QuerySet[Any]:
    return within(queryset, near)


def _leave(queryset: QuerySet[Any], _value: Any, _visibility: Visibility) -> QuerySet[Any]:
    """What is asked for is done where the next date is brought along."""
    return queryset


TOPIC = Argument(
    name="topic",
    type=lambda: graphene.Argument(graphene.String, description="Only what is about the topic with this slug."),
    clean=lambda slug: slug if is_storable(slug) else NO_TOPIC,
    narrow=_about,
)
CHANNEL = Argument(
    name="channel",
    type=lambda: graphene.Argument(
        ChannelEnum,
        description="Only pages that this channel shall carry: not switched off, or for a post switched on.",
    ),
    clean=value_of,
    narrow=_in_channel,
    is_narrowing=False,
)
UPCOMING = Argument(
    name="upcoming",
    type=lambda: graphene.Argument(
        graphene.Boolean, default_value=False, description="Only events of which a date is left."
    ),
    clean=bool,
    narrow=_leave,
)
ENDING_AFTER = Argument(
    name="ending_after",
    type=lambda: graphene.Argument(
        graphene.DateTime, description="Only events with a date that ends after this moment."
    ),
    clean=lambda value: moment(value, argument="endingAfter"),
    narrow=_leave,
    is_narrowing=False,
)
BETWEEN = Argument(
    name="between",
    type=lambda: graphene.Argument(
        Between, description="Only events of which a date lies in this span, at least partly."
    ),
    clean=clean_span,
    narrow=_taking_place,
)
NEAR = Argument(
    name="near",
    type=lambda: graphene.Argument(
        Near, description="Only places in this circle; those without coordinates are left out."
    ),
    clean=clean_circle,
    narrow=_near,
)
