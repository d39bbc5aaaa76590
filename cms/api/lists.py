from datetime import date, datetime
from typing import Any

from graphql import GraphQLResolveInfo

from cms.api.arguments import is_storable, moment
from cms.api.connections import Order, Slice, take
from cms.api.locales import language_code
from cms.api.posts import in_channel
from publications.models import EventPage, StatementPage

NEWEST_FIRST = Order(field="date", descending=True, value_type=date)
SOONEST_FIRST = Order(field="start", descending=False, value_type=datetime)
# A series moves on in this order once a date is over. It moves backwards only, so that cursors never lose an event.
NEXT_DATE_FIRST = Order(field="next_start", descending=False, value_type=datetime)


def resolve_statements(
    _root: None,
    info: GraphQLResolveInfo,
    *,
    first: int | None = None,
    after: str | None = None,
    locale: Any = None,
    topic: str | None = None,
    channel: Any = None,
) -> Slice:
    statements = StatementPage.objects.all()
    if language := language_code(locale):
        info.context.language = language
        statements = statements.filter(locale__language_code=language)
    if topic is not None:
        statements = statements.about(topic) if is_storable(topic) else statements.none()
    statements = in_channel(statements, channel=channel)
    return take(statements, info=info, order=NEWEST_FIRST, first=first, after=after, is_narrowed=topic is not None)


def resolve_events(
    _root: None,
    info: GraphQLResolveInfo,
    *,
    first: int | None = None,
    after: str | None = None,
    locale: Any = None,
    upcoming: bool = False,
    ending_after: datetime | None = None,
    channel: Any = None,
) -> Slice:
    events = EventPage.objects.all()
    if language := language_code(locale):
        info.context.language = language
        events = events.filter(locale__language_code=language)
    moments = [] if ending_after is None else [moment(ending_after, argument="endingAfter")]
    if upcoming:
        moments.append(info.context.now)
    if moments:
        events = events.ending_after(max(moments))
    events = in_channel(events, channel=channel)
    order = NEXT_DATE_FIRST if moments else SOONEST_FIRST
    return take(events, info=info, order=order, first=first, after=after, is_narrowed=upcoming)
