from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, available_timezones

import graphene
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLError, GraphQLResolveInfo
from grapple.models import GraphQLField, GraphQLInt, GraphQLString
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.pages.declarations import list_of
from cms.pages.models import ContentPage

MAXIMUM_LISTED = 100
# A random UUID, fixed for ever: it makes the calendar UIDs of this system its own.
CALENDAR_NAMESPACE = UUID("6a5cf2f2-41a6-4ab3-9a13-4b6c0a1b9d5e")


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
    MOVED_ONLINE = "moved_online", _("Moved online")


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
    EventStatus.POSTPONED: "It will take place at another time.",
    EventStatus.MOVED_ONLINE: "It takes place online only.",
}
EventKindEnum = graphene.Enum.from_enum(EventKind, name="EventKind", description=KIND_DESCRIPTIONS.get)
EventStatusEnum = graphene.Enum.from_enum(EventStatus, name="EventStatus", description=STATUS_DESCRIPTIONS.get)


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("Give a time zone by its IANA name, for example Europe/Berlin."))


class EventPageQuerySet(PageQuerySet):
    def soonest_first(self) -> Self:
        return self.order_by("start", "pk")

    def ending_after(self, moment: datetime) -> Self:
        return self.filter(end__gte=moment)


class EventPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["publications.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    channels = (*ContentPage.channels, "calendar")

    kind = models.CharField(verbose_name=_("kind"), max_length=20, choices=EventKind, default=EventKind.OTHER)
    status = models.CharField(
        verbose_name=_("status"), max_length=20, choices=EventStatus, default=EventStatus.SCHEDULED
    )
    start = models.DateTimeField(verbose_name=_("start"), db_index=True)
    end = models.DateTimeField(verbose_name=_("end"), db_index=True)
    time_zone = models.CharField(
        verbose_name=_("time zone"), max_length=64, default="Europe/Berlin", validators=[validate_time_zone]
    )
    venue = models.CharField(verbose_name=_("venue"), max_length=160, blank=True)
    address = models.CharField(verbose_name=_("postal address"), max_length=255, blank=True)
    online_url = models.URLField(verbose_name=_("online link"), blank=True)

    content_panels: ClassVar = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("start"), FieldPanel("end")]), FieldPanel("time_zone")], heading=_("Time")
        ),
        MultiFieldPanel([FieldPanel("venue"), FieldPanel("address"), FieldPanel("online_url")], heading=_("Place")),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("body"),
    ]

    search_fields: ClassVar = [
        *ContentPage.search_fields,
        index.SearchField("venue"),
        index.SearchField("address"),
        index.FilterField("start"),
    ]

    graphql_description = "Something to come to, or that has taken place."
    graphql_fields: ClassVar = [
        GraphQLField("kind", graphene.NonNull(EventKindEnum), source="kind_or_other", description="The kind of event."),
        GraphQLField("status", graphene.NonNull(EventStatusEnum), description="Whether it takes place as announced."),
        GraphQLField(
            "start",
            graphene.NonNull(graphene.DateTime),
            source="local_start",
            description="When it begins, with the offset of its time zone.",
        ),
        GraphQLField(
            "end",
            graphene.NonNull(graphene.DateTime),
            source="local_end",
            description="When it ends, with the offset of its time zone.",
        ),
        GraphQLString("time_zone", required=True, description="The IANA name of the time zone, e.g. Europe/Berlin."),
        GraphQLString("venue", required=True, description="The name of the place; may be empty."),
        GraphQLString("address", required=True, description="The postal address of the place; may be empty."),
        GraphQLString("online_url", required=True, description="Where to take part online; may be empty."),
        GraphQLString("uid", required=True, description="A permanent identifier for calendars (RFC 5545 UID)."),
        GraphQLInt(
            "sequence",
            required=True,
            description="Rises with each published change of time, place or status (RFC 5545 SEQUENCE).",
        ),
    ]

    objects = PageManager.from_queryset(EventPageQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("The end must be after the start.")})

    @property
    def local_start(self) -> datetime:
        return self._in_zone(self.start)

    @property
    def local_end(self) -> datetime:
        return self._in_zone(self.end)

    @property
    def kind_or_other(self) -> str:
        return self.kind or EventKind.OTHER

    def _in_zone(self, moment: datetime | None) -> datetime:
        # Drafts may be incomplete, and editors look at previews of them.
        if moment is None:
            raise GraphQLError(gettext("This event has no start or no end yet."))
        known = self.time_zone in available_timezones()
        return moment.astimezone(ZoneInfo(self.time_zone if known else settings.TIME_ZONE))

    @property
    def uid(self) -> str:
        """Identify the event whatever its slug, date or language."""
        return str(uuid5(CALENDAR_NAMESPACE, str(self.translation_key)))

    @property
    def sequence(self) -> int:
        entry = getattr(self, "calendar_entry", None)
        return entry.sequence if entry else 0

    def calendar_facts(self) -> dict[str, str]:
        """Return what a calendar must be told anew when it changes."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "time_zone": self.time_zone,
            "status": self.status,
            "place": f"{self.venue}\n{self.address}\n{self.online_url}",
        }


class CalendarEntry(models.Model):
    """What calendars were told about an event. Kept beside the page, since revisions would bring back old numbers."""

    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="calendar_entry")
    sequence = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")

    def __str__(self) -> str:
        return f"{self.event} ({self.sequence})"

    def record(self, facts: dict[str, str]) -> None:
        """Store the facts and raise the sequence when they differ from the ones told last."""
        if self.facts == facts:
            return
        if self.facts:
            self.sequence += 1
        self.facts = facts
        self.save()


class EventIndexPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["publications.EventPage"]

    graphql_description = "The page that lists events."
    graphql_fields: ClassVar = [
        GraphQLField(
            "upcoming",
            list_of("publications.EventPage"),
            description="Events below this page that have not ended, soonest first, at most 100.",
        ),
        GraphQLField(
            "past",
            list_of("publications.EventPage"),
            description="Events below this page that have ended, latest first, at most 100.",
        ),
    ]

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def upcoming(self, info: GraphQLResolveInfo) -> list[Page]:
        events = EventPage.objects.child_of(self).ending_after(info.context.now).soonest_first()
        return info.context.pages(events, limit=MAXIMUM_LISTED)

    def past(self, info: GraphQLResolveInfo) -> list[Page]:
        events = EventPage.objects.child_of(self).filter(end__lt=info.context.now).order_by("-start", "-pk")
        return info.context.pages(events, limit=MAXIMUM_LISTED)
