from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from cms.api.lists import fields
from cms.api.lists.arguments import BETWEEN, CHANNEL, ENDING_AFTER, NEAR, NEXT_DATE, TOPIC, UPCOMING, by_next_date
from cms.api.lists.collections import Arguments, Collection
from cms.api.lists.order import Order, by_day, by_moment, by_text
from cms.api.lists.website import PAGE_TYPES, on_the_website

TITLE = by_text("TITLE", "title", "By title")
NAME = by_text("NAME", "name", "By name")
CHANGES = (
    *by_moment("FIRST_PUBLISHED_AT", "first_published_at", "By when readers could first see it", is_nullable=True),
    *by_moment("UPDATED_AT", "last_published_at", "By when it last changed for readers", is_nullable=True),
)
DAY = by_day("DATE", "date", "By day")
NEXT = Order(
    name="NEXT_DATE_ASC",
    column=NEXT_DATE,
    kind=datetime,
    description="By the next date that is left, soonest first; events of which none is left come last.",
    is_nullable=True,
)


def _always(name: str) -> Callable[[Arguments], str]:
    return lambda _arguments: name


def _of_events(arguments: Arguments) -> str:
    is_by_next_date = arguments.get("upcoming") or "ending_after" in arguments
    return "NEXT_DATE_ASC" if is_by_next_date else "START_ASC"


EVENTS = Collection(
    name="events",
    model=fields.EVENT,
    description="Events, soonest first: by the next date that upcoming or endingAfter leave, else by the first.",
    orders=(*by_moment("START", "start", "By the first date"), NEXT, *TITLE, *CHANGES),
    default_order=_of_events,
    arguments=(UPCOMING, ENDING_AFTER, BETWEEN, NEAR, CHANNEL),
    annotate=by_next_date,
)
ORGANISATIONS = Collection(
    name="organisations",
    model=fields.ORGANIZATION,
    description="Groups and parties that sign with us or take part in debates, by name by default.",
    orders=(*NAME, *by_text("CITY", "city", "By city")),
    default_order=_always("NAME_ASC"),
)
COLLECTIONS = (
    Collection(
        name="statements",
        model=fields.STATEMENT,
        description="Statements, newest first by default.",
        orders=(*DAY, *TITLE, *CHANGES),
        default_order=_always("DATE_DESC"),
        arguments=(TOPIC, CHANNEL),
    ),
    EVENTS,
    Collection(
        name="debates",
        model=fields.DEBATE,
        description="Debates, those opened last first by default.",
        orders=(*by_day("OPENED_ON", "opened_on", "By the day the question was put"), *TITLE, *CHANGES),
        default_order=_always("OPENED_ON_DESC"),
    ),
    Collection(
        name="contributions",
        model=fields.CONTRIBUTION,
        description="Contributions to debates, newest first by default.",
        orders=(*DAY, *TITLE, *CHANGES),
        default_order=_always("DATE_DESC"),
    ),
    Collection(
        name="study_programmes",
        model=fields.PROGRAMME,
        description="Programmes of study, by title by default.",
        orders=(*TITLE, *CHANGES),
        default_order=_always("TITLE_ASC"),
    ),
    Collection(
        name="study_modules",
        model=fields.MODULE,
        description="Modules of programmes of study, in the order of the programmes by default.",
        orders=(
            Order(name="PROGRAMME_ASC", column="path", kind=str, description="As editors put them in order."),
            *TITLE,
            *CHANGES,
        ),
        default_order=_always("PROGRAMME_ASC"),
    ),
    Collection(
        name="publications",
        model=fields.PUBLICATION,
        description="Brochures, books and magazines, newest first by default.",
        orders=(*DAY, *TITLE, *CHANGES),
        default_order=_always("DATE_DESC"),
        arguments=(TOPIC,),
    ),
    Collection(
        name="local_groups",
        model=fields.LOCAL_GROUP,
        description="Local groups, by city by default.",
        orders=(*by_text("CITY", "city", "By city"), *by_text("REGION", "region", "By region"), *TITLE, *CHANGES),
        default_order=_always("CITY_ASC"),
        arguments=(NEAR,),
    ),
    Collection(
        name="newsletter_issues",
        model=fields.ISSUE,
        description="Issues of the newsletter, newest first by default.",
        orders=(*TITLE, *CHANGES),
        default_order=_always("FIRST_PUBLISHED_AT_DESC"),
    ),
    ORGANISATIONS,
    # Its cursors bear its name, and go on being understood.
    replace(ORGANISATIONS, name="organizations", deprecation_reason="Use organisations."),
    Collection(
        name="people",
        model=fields.PERSON,
        description="People and collectives that write, by name by default.",
        orders=NAME,
        default_order=_always("NAME_ASC"),
    ),
    Collection(
        name="topics",
        model=fields.TOPIC,
        description="What statements and publications are about, by name by default.",
        orders=NAME,
        default_order=_always("NAME_ASC"),
    ),
    Collection(
        name="pages",
        model=fields.PAGE,
        description="All pages of the website, of whatever type, in the order of the tree by default.",
        orders=(
            Order(
                name="TREE_ASC",
                column="path",
                kind=str,
                description="As editors put them in order, each page before those below it.",
            ),
            *TITLE,
            *CHANGES,
        ),
        default_order=_always("TREE_ASC"),
        arguments=(PAGE_TYPES,),
        members=on_the_website,
    ),
)
