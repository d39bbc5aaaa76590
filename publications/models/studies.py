from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import graphene
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField
from grapple.registry import registry
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel, Panel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.pages.declarations import MAXIMUM_LISTED, list_of
from cms.pages.models import ContentPage
from publications.blocks import READING_FIELDS, ReadingsStream
from publications.models.files import FILES, WithFiles, file_field


class Reading(graphene.ObjectType):
    """A text to be read, as bibliographies name it. What is not known is empty."""

    authors = graphene.String(required=True, description="Last names first; several are parted by a semicolon.")
    title = graphene.String(required=True, description="The title of the text.")
    container = graphene.String(required=True, description="The book or journal around it.")
    place = graphene.String(required=True, description="Where it was published.")
    publisher = graphene.String(required=True, description="Who published it.")
    year = graphene.String(required=True, description="When it was published.")
    pages = graphene.String(required=True, description="The pages to be read, e.g. 393–507.")
    isbn = graphene.String(required=True, description="The number of the book.")
    url = graphene.String(required=True, description="Where it can be read on the web.")
    note = graphene.String(required=True, description="What to look for when reading.")


class StudySession(Orderable):
    module = ParentalKey("publications.StudyModulePage", on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(verbose_name=_("title"), max_length=160)
    start = models.DateTimeField(verbose_name=_("start"))
    end = models.DateTimeField(verbose_name=_("end"), null=True, blank=True)
    place = models.CharField(verbose_name=_("place"), max_length=255, blank=True)
    summary = models.TextField(verbose_name=_("summary"), max_length=600, blank=True)
    event = models.ForeignKey(
        "publications.EventPage",
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where the session is announced, if it is open to all."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("place"),
        FieldPanel("summary"),
        PageChooserPanel("event"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("The end must be after the start.")})


def _event_type() -> type[graphene.ObjectType]:
    event = StudySession._meta.get_field("event").related_model
    found: type[graphene.ObjectType] = registry.pages[event]
    return found


class StudySessionType(graphene.ObjectType):
    """A meeting of those who study a module."""

    title = graphene.String(required=True, description="What the session is about.")
    start = graphene.DateTime(required=True, description="When it begins, with the offset of the time zone.")
    end = graphene.DateTime(description="When it ends, if that is known.")
    place = graphene.String(required=True, description="Where it takes place; may be empty.")
    summary = graphene.String(required=True, description="What will be worked on; may be empty.")
    event = graphene.Field(_event_type, description="Its announcement; null when there is none to be read.")

    class Meta:
        name = "StudySession"

    @staticmethod
    def resolve_start(session: StudySession, _info: GraphQLResolveInfo) -> datetime:
        return _local(session.start)

    @staticmethod
    def resolve_end(session: StudySession, _info: GraphQLResolveInfo) -> datetime | None:
        return _local(session.end) if session.end else None

    @staticmethod
    def resolve_event(session: StudySession, info: GraphQLResolveInfo) -> Page | None:
        event: Page | None = info.context.related_page(session.event)
        return event


class StudyModulePage(WithFiles, ContentPage):
    parent_page_types: ClassVar[list[str]] = ["publications.StudyProgrammePage"]
    subpage_types: ClassVar[list[str]] = []
    prefetched: ClassVar[tuple[str, ...]] = ("sessions__event__locale", *FILES)

    readings = StreamField(ReadingsStream(), verbose_name=_("readings"), blank=True)

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("body"),
        InlinePanel("sessions", heading=_("Sessions"), label=_("session")),
        FieldPanel("readings"),
        InlinePanel("attachments", heading=_("Files"), label=_("file")),
    ]

    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("readings")]

    graphql_description = "One part of a study programme."
    graphql_fields: ClassVar = [
        GraphQLField(
            "sessions",
            graphene.NonNull(graphene.List(graphene.NonNull(StudySessionType))),
            source="session_list",
            description="The meetings of those who study it, in order.",
        ),
        GraphQLField(
            "readings",
            graphene.NonNull(graphene.List(graphene.NonNull(Reading))),
            source="reading_list",
            description="What is read, in order.",
        ),
        file_field(),
    ]

    class Meta:
        verbose_name = _("study module")
        verbose_name_plural = _("study modules")

    @property
    def session_list(self) -> list[StudySession]:
        return list(self.sessions.all())

    @property
    def reading_list(self) -> list[Reading]:
        return [_reading(block.value) for block in self.readings]


class StudyProgrammePage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["publications.StudyModulePage"]

    graphql_description = "A programme of study: modules in the order in which they are worked through."
    graphql_fields: ClassVar = [
        GraphQLField(
            "modules",
            list_of("publications.StudyModulePage"),
            description="The modules below this page, in the order of the tree, at most 100.",
        ),
    ]

    class Meta:
        verbose_name = _("study program")
        verbose_name_plural = _("study programs")

    def modules(self, info: GraphQLResolveInfo) -> list[Page]:
        return info.context.pages(StudyModulePage.objects.child_of(self).order_by("path"), limit=MAXIMUM_LISTED)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def _reading(value: Any) -> Reading:
    return Reading(**{name: value[name] or "" for name in READING_FIELDS})
