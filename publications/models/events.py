from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLError, GraphQLResolveInfo
from wagtail.models import Page, PageManager
from wagtail.search import index

from cms.pages.coordinates import PlacePage
from cms.pages.models import ContentPage
from cms.pages.time_zones import in_zone, validate_time_zone, zone_or_default
from publications.models.event_fields import EVENT_FIELDS, MAXIMUM_OCCURRENCES
from publications.models.event_form import EventPageForm
from publications.models.event_panels import EVENT_PANELS
from publications.models.event_queries import EventPageQuerySet
from publications.models.event_states import EventKind, EventStatus
from publications.models.event_years import WRONG_YEAR, is_plausible
from publications.models.occurrences import Occurrence, occurrences_of
from publications.models.recurrence import Recurrence, Repeats, is_whole_series, latest_end

# A random UUID, fixed for ever: it makes the calendar UIDs of this system its own.
CALENDAR_NAMESPACE = UUID("6a5cf2f2-41a6-4ab3-9a13-4b6c0a1b9d5e")


class OccurrenceCountError(GraphQLError):
    def __init__(self, first: int) -> None:
        message = f"'first' of occurrences must lie between 1 and {MAXIMUM_OCCURRENCES}, not {first}."
        super().__init__(message, extensions={"code": "BAD_PAGE_SIZE"})


class EventPage(PlacePage):
    parent_page_types: ClassVar[list[str]] = ["publications.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    channels = (*ContentPage.channels, "calendar")
    selected: ClassVar[tuple[str, ...]] = ("calendar_entry", "host_group")
    prefetched: ClassVar[tuple[str, ...]] = ("exceptions", "programme")
    base_form_class = EventPageForm

    kind = models.CharField(verbose_name=_("kind"), max_length=20, choices=EventKind, default=EventKind.OTHER)
    host_group = models.ForeignKey(
        "home.LocalGroupPage",
        verbose_name=_("host group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_events",
    )
    status = models.CharField(
        verbose_name=_("status"), max_length=20, choices=EventStatus, default=EventStatus.SCHEDULED
    )
    status_note = models.CharField(
        verbose_name=_("note on the status"),
        max_length=255,
        blank=True,
        help_text=_("One sentence that every channel shows, for example: The hall is closed because of the storm."),
    )
    start = models.DateTimeField(verbose_name=_("start"))
    end = models.DateTimeField(verbose_name=_("end"), db_index=True)
    time_zone = models.CharField(
        verbose_name=_("time zone"), max_length=64, default="Europe/Berlin", validators=[validate_time_zone]
    )
    repeats = models.CharField(
        verbose_name=_("repeats"), max_length=30, choices=Repeats, blank=True, default=Repeats.NEVER
    )
    repeats_until = models.DateField(
        verbose_name=_("until"),
        null=True,
        blank=True,
        help_text=_("The last day of the series, at most two years after the first. Times stay the same all year."),
    )
    venue = models.CharField(verbose_name=_("venue"), max_length=160, blank=True)
    address = models.CharField(verbose_name=_("postal address"), max_length=255, blank=True)
    online_url = models.URLField(verbose_name=_("online link"), blank=True)
    registration_url = models.URLField(verbose_name=_("registration link"), blank=True)
    accessibility = models.TextField(
        verbose_name=_("accessibility"),
        max_length=500,
        blank=True,
        help_text=_("Steps, lifts, toilets, interpreters, childcare: what people must know to be able to come."),
    )

    content_panels: ClassVar = EVENT_PANELS

    search_fields: ClassVar = [
        *ContentPage.search_fields,
        index.SearchField("venue"),
        index.SearchField("address"),
        index.RelatedFields("programme", [index.SearchField("title"), index.SearchField("speakers")]),
        index.FilterField("start"),
    ]

    graphql_description = "Something to come to, or that has taken place."
    graphql_fields: ClassVar = EVENT_FIELDS

    objects = PageManager.from_queryset(EventPageQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        # Lists go by it and break ties by id.
        indexes: ClassVar = [models.Index(fields=["start", "page_ptr"], name="event_by_start")]

    def clean(self) -> None:
        super().clean()
        wrong_dates = self.wrong_years() or {**self._wrong_times(), **self._wrong_series()}
        if errors := {**wrong_dates, **self.wrong_coordinates()}:
            raise ValidationError(errors)

    def wrong_years(self) -> dict[str, Any]:
        names = ("start", "end", "repeats_until")
        return {name: WRONG_YEAR for name in names if not is_plausible(getattr(self, name))}

    def _wrong_times(self) -> dict[str, Any]:
        wrong = self.start and self.end and self.end <= self.start
        return {"end": _("The end must be after the start.")} if wrong else {}

    def _wrong_series(self) -> dict[str, Any]:
        if not self.repeats or not self.start:
            return {}
        if self.repeats_until is None:
            return {"repeats_until": _("Give the last day of the series.")}
        first = self.local_start.date()
        if not first <= self.repeats_until <= latest_end(first):
            return {"repeats_until": _("The series must end after it begins, and within two years.")}
        if self.series and not is_whole_series(self.series):
            return {"start": _("The first date must fit the rule; it is not the last such weekday of its month.")}
        return {}

    @property
    def zone(self) -> ZoneInfo:
        return zone_or_default(self.time_zone)

    @property
    def local_start(self) -> datetime:
        return self._in_zone(self.start)

    @property
    def local_end(self) -> datetime:
        return self._in_zone(self.end)

    @property
    def length(self) -> timedelta:
        """Return how long it lasts by the clock: a night with a change of the clock is an hour longer or shorter."""
        return self.local_end.replace(tzinfo=None) - self.local_start.replace(tzinfo=None)

    @property
    def kind_or_other(self) -> str:
        return self.kind or EventKind.OTHER

    def _in_zone(self, moment: datetime | None) -> datetime:
        # Drafts may be incomplete, and editors look at previews of them.
        if moment is None:
            raise GraphQLError(gettext("This event has no start or no end yet."))
        return in_zone(moment, self.time_zone)

    @property
    def series(self) -> Recurrence | None:
        if not self.repeats or self.repeats_until is None:
            return None
        return Recurrence(repeats=self.repeats, first=self.local_start.date(), until=self.repeats_until)

    @property
    def recurrence(self) -> dict[str, Any] | None:
        series = self.series
        if series is None:
            return None
        names = ("frequency", "interval", "weekday", "week", "month_day", "until")
        return {name: getattr(series, name) for name in names} | {"rule": series.rule(zone=self.zone)}

    @property
    def exception_list(self) -> list[Occurrence]:
        found = occurrences_of(self) if self.series else []
        return sorted((one for one in found if one.is_exception), key=lambda one: one.date)

    def occurrences_between(
        self,
        info: GraphQLResolveInfo,
        *,
        from_: datetime | None = None,
        to: datetime | None = None,
        first: int | None = None,
    ) -> list[Occurrence]:
        del info
        first = MAXIMUM_OCCURRENCES if first is None else first
        if not 1 <= first <= MAXIMUM_OCCURRENCES:
            raise OccurrenceCountError(first)
        begin, end = (self._moment(value) for value in (from_, to))
        found = (one for one in occurrences_of(self) if begin is None or one.end >= begin)
        return list(islice((one for one in found if end is None or one.start < end), first))

    def _moment(self, value: datetime | None) -> datetime | None:
        # A moment without an offset is meant by the clock of the event.
        return value.replace(tzinfo=self.zone) if value is not None and value.tzinfo is None else value

    def next_occurrence(self, info: GraphQLResolveInfo) -> Occurrence | None:
        return next((one for one in occurrences_of(self) if one.is_left(info.context.now)), None)

    @cached_property
    def next_start(self) -> datetime:
        """Return what lists order by. Their queries bring it along; a draft in the place of its page has to count."""
        if self.start is None or self.end is None:
            return timezone.now()
        found = occurrences_of(self)
        return next((one.start for one in found if one.is_left(timezone.now())), found[-1].start)

    def readable_host(self, info: GraphQLResolveInfo) -> Page | None:
        try:
            host: Page | None = info.context.related_page(self.host_group)
        except ObjectDoesNotExist:
            # A draft may name a group that was deleted since.
            return None
        return host

    @property
    def programme_list(self) -> list[models.Model]:
        return list(self.programme.all())

    @property
    def uid(self) -> str:
        """Identify the event whatever its slug, date or language."""
        return str(uuid5(CALENDAR_NAMESPACE, str(self.translation_key)))

    @property
    def sequence(self) -> int:
        entry = getattr(self, "calendar_entry", None)
        return entry.sequence if entry else 0

    @property
    def previous_start(self) -> datetime | None:
        entry = getattr(self, "calendar_entry", None)
        moved = entry.previous_start if entry else None
        return moved.astimezone(self.zone) if moved else None

    def calendar_facts(self) -> dict[str, Any]:
        """Return what a calendar must be told anew when it changes."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "time_zone": self.time_zone,
            "status": self.status,
            "note": self.status_note,
            "place": f"{self.venue}\n{self.address}\n{self.online_url}\n{self.coordinates or ''}",
            "rule": self.series.rule(zone=self.zone) if self.series else "",
            "exceptions": sorted(exception.facts() for exception in self.exceptions.all()) if self.series else [],
        }
