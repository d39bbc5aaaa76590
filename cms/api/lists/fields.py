from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model

from cms.api.lists.leaves import DATE, LOCALE, MOMENT, OPTIONAL_MOMENT, POSITION, TEXT, Leaf, choice, identity
from cms.api.lists.relations import Children, Column, Key, Link, Parent, Relation
from publications.models.debates import DebateStatusEnum
from publications.models.event_states import EventKindEnum, EventStatusEnum
from publications.models.people import PersonKindEnum
from publications.models.publications import PublicationKindEnum

Fields = tuple[Column | Relation, ...]


def model(label: str) -> Callable[[], type[Model]]:
    """Return what finds a model by name once all are loaded."""
    return lambda: apps.get_model(label)


PAGE = model("wagtailcore.Page")
STATEMENT = model("publications.StatementPage")
EVENT = model("publications.EventPage")
DEBATE = model("publications.DebatePage")
CONTRIBUTION = model("publications.ContributionPage")
PROGRAMME = model("publications.StudyProgrammePage")
MODULE = model("publications.StudyModulePage")
PUBLICATION = model("publications.PublicationPage")
LOCAL_GROUP = model("home.LocalGroupPage")
ISSUE = model("publications.NewsletterIssue")
ORGANIZATION = model("publications.Organisation")
PERSON = model("publications.Person")
TOPIC = model("publications.Topic")
SERIES = model("publications.Series")


def _column(name: str, leaf: Leaf, description: str, *, column: str = "") -> Column:
    return Column(name=name, column=column or name, leaf=leaf, description=description)


OF_EVERY_PAGE: Fields = (
    _column("locale", LOCALE, "By language.", column="locale__language_code"),
    _column("title", TEXT, "By title."),
    _column("slug", TEXT, "By the last part of the address."),
    _column("first_published_at", OPTIONAL_MOMENT, "By when readers could first see it."),
    _column("updated_at", OPTIONAL_MOMENT, "By when it last changed for readers.", column="last_published_at"),
)


def _of_page(found: Callable[[], type[Model]]) -> Fields:
    return (_column("id", identity(found), "By id.", column="id"), *OF_EVERY_PAGE)


def _of_entry(found: Callable[[], type[Model]]) -> Fields:
    return (
        _column("id", identity(found), "By id.", column="id"),
        _column("locale", LOCALE, "By language.", column="locale__language_code"),
        _column("name", TEXT, "By name."),
        _column("slug", TEXT, "By slug."),
    )


def _topics(through: Callable[[], type[Model]], source: str) -> Link:
    return Link(name="topics", target=TOPIC, rows=through, source=source, column="topic", description="By its topics.")


def _authors() -> Link:
    rows = model("publications.Authorship")
    return Link(name="authors", target=PERSON, rows=rows, source="page", column="person", description="By authors.")


def _signing(name: str, description: str) -> Link:
    rows = model("publications.Signature")
    return Link(
        name=name, target=ORGANIZATION, rows=rows, source="page", column="organisation", description=description
    )


def _also(old_name: str, field: Any) -> Fields:
    """Return a field under its name, and under one that it had before."""
    return (field, replace(field, name=old_name, deprecation_reason=f"Use {field.name}."))


SERIES_KEY = Key(name="series", target=SERIES, column="series", description="By its series.")

# What `where` may name, by the model that is filtered.
FIELDS: dict[Callable[[], type[Model]], Fields] = {
    PAGE: OF_EVERY_PAGE,
    STATEMENT: (
        *_of_page(STATEMENT),
        _column("date", DATE, "By the day it was made."),
        _topics(model("publications.StatementPage_topics"), "statementpage"),
        SERIES_KEY,
        _authors(),
        _signing("co_signers", "By the organizations that sign it too."),
    ),
    EVENT: (
        *_of_page(EVENT),
        _column("start", MOMENT, "By when it begins, a series by its first date."),
        _column("end", MOMENT, "By when it ends, a series by its first date."),
        _column("kind", choice(EventKindEnum), "By kind."),
        _column("status", choice(EventStatusEnum), "By whether it takes place as announced."),
        _column("venue", TEXT, "By the name of the place."),
        _column("address", TEXT, "By the postal address of the place."),
        Key(name="host_group", target=LOCAL_GROUP, column="host_group", description="By the local group that invites."),
    ),
    DEBATE: (
        *_of_page(DEBATE),
        _column("opened_on", DATE, "By the day the question was put."),
        _column("status", choice(DebateStatusEnum), "By how far it has come."),
        Children(name="contributions", target=CONTRIBUTION, description="By its contributions."),
    ),
    CONTRIBUTION: (
        *_of_page(CONTRIBUTION),
        _column("date", DATE, "By its day."),
        _column("position", POSITION, "By the position taken.", column="position_key"),
        Key(name="answers", target=CONTRIBUTION, column="answers", description="By the contribution that it answers."),
        Parent(name="debate", target=DEBATE, description="By the debate it belongs to."),
        _authors(),
        *_also("organizations", _signing("organisations", "By the organizations that contribute as guests.")),
    ),
    PROGRAMME: (*_of_page(PROGRAMME), Children(name="modules", target=MODULE, description="By its modules.")),
    MODULE: (*_of_page(MODULE), Parent(name="programme", target=PROGRAMME, description="By the programme around it.")),
    PUBLICATION: (
        *_of_page(PUBLICATION),
        _column("date", DATE, "By the day it was published."),
        _column("kind", choice(PublicationKindEnum), "By kind."),
        _column("isbn", TEXT, "By the number of the book."),
        _topics(model("publications.PublicationPage_topics"), "publicationpage"),
        SERIES_KEY,
        _authors(),
        *_also("organizations", _signing("organisations", "By the organizations behind it.")),
    ),
    LOCAL_GROUP: (
        *_of_page(LOCAL_GROUP),
        _column("city", TEXT, "By city."),
        _column("region", TEXT, "By the region that lists put it under."),
    ),
    ISSUE: (*_of_page(ISSUE), _column("frozen_at", OPTIONAL_MOMENT, "By when it was settled what it holds.")),
    ORGANIZATION: (
        *_of_entry(ORGANIZATION),
        _column("short_name", TEXT, "By the name as people say it."),
        _column("city", TEXT, "By where it has its seat."),
    ),
    PERSON: (
        *_of_entry(PERSON),
        _column("kind", choice(PersonKindEnum), "By whether it is a person or a collective."),
        _column("role", TEXT, "By what they do."),
        *_also(
            "organization",
            Key(name="organisation", target=ORGANIZATION, column="organisation", description="By whom they belong to."),
        ),
    ),
    TOPIC: _of_entry(TOPIC),
    SERIES: _of_entry(SERIES),
}


@cache
def fields_of(wanted: type[Model]) -> dict[str, Any]:
    """Return what `where` may name for a model, by name."""
    return next({field.name: field for field in fields} for found, fields in FIELDS.items() if found() is wanted)
