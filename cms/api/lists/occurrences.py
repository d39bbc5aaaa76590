from datetime import UTC, datetime, timedelta
from typing import Any

import graphene
from django.db.models import QuerySet
from graphql import GraphQLResolveInfo

from cms.api.arguments import BadArgumentError
from cms.api.context import Context
from cms.api.languages import mark
from cms.api.lists.arguments import Between, clean_span, lying_within
from cms.api.lists.connection import connection_type, paging_arguments
from cms.api.lists.declared import EVENTS
from cms.api.lists.inputs import where_type
from cms.api.lists.order import Order
from cms.api.lists.root_fields import WINDOW, language_arguments
from cms.api.lists.slices import Slice, Window
from publications.models import EventOccurrence, EventPage
from publications.models.event_types import OccurrenceType
from publications.models.occurrences import Occurrence, occurrences_of

NAME = "occurrences"
LONGEST = timedelta(days=366)
# The rows are made anew whenever an event is saved, so its own id breaks ties.
SOONEST = Order(name="START_ASC", column="start", kind=datetime, description="Soonest first.", tie="event_id")


def occurrences_field() -> graphene.Field:
    """Build the root field of the dates of all events."""
    span = graphene.Argument(
        Between, required=True, description=f"The span of time to look into, at most {LONGEST.days} days."
    )
    return graphene.Field(
        connection_type(OccurrenceType),
        required=True,
        resolver=_resolve,
        description="The dates of events in a span of time, those of series one by one, soonest first. "
        "Dates that were called off are among them and say so.",
        between=span,
        **paging_arguments(),
        **language_arguments(),
        where=graphene.Argument(where_type(EventPage), description="Which events to keep; all by default."),
    )


def _resolve(_root: None, info: GraphQLResolveInfo, *, between: Any, **sent: Any) -> Slice:
    context: Context = info.context
    span = _bounded(clean_span(between))
    arguments = EVENTS.clean({name: value for name, value in sent.items() if name not in WINDOW})
    window = Window.of(sent, name=NAME, order=SOONEST)
    context.language = arguments.get("locale") or context.language
    events = EVENTS.queryset(arguments, context.visibility)
    rows = _dates(context.visibility.pages(events), span)
    found = list(window.apply(rows, SOONEST)[: window.size + 1])
    context.keys.add(f"list:{EVENTS.name}")
    return Slice(
        nodes=_taking_place(window.cut(found), context, asked=arguments.get("locale")),
        name=NAME,
        order=SOONEST,
        has_next_page=window.has_next(found),
        has_previous_page=window.has_previous(found),
        count=rows.count,
    )


def _bounded(span: dict[str, datetime]) -> dict[str, datetime]:
    if span["end"] - span["start"] > LONGEST:
        message = f"'between' may span {LONGEST.days} days. Ask for the rest in another request."
        raise BadArgumentError(message)
    return span


def _dates(events: QuerySet[Any], span: dict[str, Any]) -> QuerySet[EventOccurrence]:
    return EventOccurrence.objects.order_by().filter(event__in=events.values("pk"), **lying_within(span))


def _taking_place(rows: list[EventOccurrence], context: Context, *, asked: str | None) -> list[Occurrence]:
    """Return the dates with all that the events say of them, in the order of the rows."""
    keys = {row.event_id for row in rows}
    pages = context.pages(EventPage.objects.filter(pk__in=keys), limit=len(keys)) if keys else []
    mark(pages, asked=asked)
    known = {_key(event.pk, one.start, one.end): one for event in pages for one in occurrences_of(event)}
    # The draft of a preview may have other dates than those that were published.
    return [one for row in rows if (one := known.get(_key(row.event_id, row.start, row.end)))]


def _key(event_id: int, start: datetime, end: datetime) -> tuple[int, datetime, datetime]:
    return event_id, start.astimezone(UTC), end.astimezone(UTC)
