from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_stubs_ext import StrOrPromise
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from cms.editing.calendar.entries import Entry, channel_label, with_clashes
from cms.editing.calendar.gaps import gaps, lines_in_use, looked_at
from cms.editing.calendar.moments import local, midnight
from cms.editing.calendar.moving import MoveForm, NotMovableError, find_movable, move
from cms.editing.calendar.sources import Window, collect
from cms.editing.calendar.spans import Span

CHANNELS = ("website", "instagram", "telegram", "newsletter", "calendar")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


class ChoiceForm(forms.Form):
    """What the address asks for; what it asks for wrongly is left out."""

    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        choices=[("", _("All channels")), *((c, channel_label(c)) for c in CHANNELS)],
    )
    view = forms.ChoiceField(required=False, choices=[("month", ""), ("week", "")], widget=forms.HiddenInput)
    day = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        languages = [(code, gettext(name)) for code, name in get_content_languages().items()]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=[("", _("All languages")), *languages]
        )


@dataclass(frozen=True, kw_only=True)
class Day:
    date: date
    is_today: bool
    is_outside: bool
    entries: list[Entry]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A week of the month, or in the week a channel and language."""

    label: StrOrPromise
    days: list[Day]
    gaps: list[str]
    locale: str = ""


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "editing/calendar/calendar.html"
    page_title = _("Calendar")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def asked(self) -> dict[str, Any]:
        form = ChoiceForm(self.request.GET)
        form.is_valid()
        return form.cleaned_data

    @cached_property
    def today(self) -> date:
        return local(timezone.now()).date()

    @cached_property
    def span(self) -> Span:
        day = min(max(self.asked.get("day") or self.today, EARLIEST), LATEST)
        return Span.of_week(day) if self.asked.get("view") == "week" else Span.of_month(day)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = self.entries(self.span.first, self.span.last + timedelta(days=1))
        lines = lines_in_use(self.entries(*looked_at(self.today)), today=self.today)
        missing = gaps(entries, span=self.span, lines=lines, today=self.today)
        span = self.span
        weeks = self.weeks(entries, missing=missing)
        return super().get_context_data(**kwargs) | {
            "span": span,
            "weeks": weeks,
            "rows": weeks if span.is_month else self.lines(entries, lines=lines, missing=missing.get(span.first, [])),
            "listed": [day for week in weeks for day in week.days if day.entries],
            "clashes": [entry for entry in entries if entry.clashes_with],
            "missing": [name for row in weeks for name in row.gaps],
            "form": ChoiceForm(self.asked | {"view": "month" if span.is_month else "week", "day": span.day}),
            "addresses": self.addresses(),
            "here": self.request.get_full_path(),
        }

    def entries(self, first: date, after: date) -> list[Entry]:
        window = Window(begins=midnight(first), ends=midnight(after), now=timezone.now())
        channel, language = self.asked.get("channel"), self.asked.get("language")
        return [
            entry
            for entry in with_clashes(collect(self.request.user, window=window))
            if entry.channel == (channel or entry.channel) and entry.locale == (language or entry.locale)
        ]

    def weeks(self, entries: list[Entry], *, missing: dict[date, list[tuple[str, str]]]) -> list[Row]:
        return [
            Row(
                label=gettext("Week %(number)s") % {"number": week[0].isocalendar().week},
                days=[self.day(day, entries) for day in week],
                gaps=[line_label(line) for line in missing.get(week[0], [])],
            )
            for week in self.span.weeks
        ]

    def lines(self, entries: list[Entry], *, lines: list[tuple[str, str]], missing: list[tuple[str, str]]) -> list[Row]:
        found = {*lines, *(entry.line for entry in entries)}
        return [
            Row(
                label=channel_label(line[0]),
                locale=line[1],
                days=[self.day(day, [entry for entry in entries if entry.line == line]) for day in self.span.weeks[0]],
                gaps=[line_label(line)] if line in missing else [],
            )
            for line in sorted(found, key=lambda line: (CHANNELS.index(line[0]), line[1]))
        ]

    def day(self, day: date, entries: list[Entry]) -> Day:
        return Day(
            date=day,
            is_today=day == self.today,
            is_outside=self.span.is_month and day.month != self.span.day.month,
            entries=[entry for entry in entries if entry.day == day],
        )

    def addresses(self) -> dict[str, str]:
        view = "month" if self.span.is_month else "week"
        return {
            "previous": self.address(view=view, day=self.span.previous),
            "next": self.address(view=view, day=self.span.next),
            "today": self.address(view=view, day=self.today),
            "month": self.address(view="month", day=self.span.day),
            "week": self.address(view="week", day=self.span.day),
        }

    def address(self, **values: Any) -> str:
        kept = {name: self.asked[name] for name in ("channel", "language") if self.asked.get(name)}
        return f"{reverse('editing_calendar')}?{urlencode(values | kept)}"


class MoveView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "editing/calendar/move.html"
    page_title = _("Move")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        calendar = {"url": reverse("editing_calendar"), "label": _("Calendar")}
        return [*self.breadcrumbs_items, calendar, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        try:
            self.movable = find_movable(page, channel=kwargs["channel"], user=request.user)
        except NotMovableError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.back)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = MoveForm(request.POST, movable=self.movable)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, **kwargs))
        moment = form.cleaned_data["moment"]
        move(self.movable, to=moment, user=request.user)
        words = {
            "title": self.movable.page.get_admin_display_title(),
            "channel": self.movable.channel_label,
            "moment": date_format(local(moment).replace(tzinfo=None), "DATETIME_FORMAT"),
        }
        messages.success(request, gettext("“%(title)s” on %(channel)s now stands at %(moment)s.") % words)
        return HttpResponseRedirect(self.back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"movable": self.movable, "form": MoveForm(movable=self.movable), "back": self.back}
        return super().get_context_data(**context | kwargs)

    @property
    def back(self) -> str:
        """Return the calendar as it was left; addresses of anything else are not followed."""
        asked = self.request.POST.get("next") or self.request.GET.get("next") or ""
        calendar = reverse("editing_calendar")
        return asked if asked.partition("?")[0] == calendar else calendar


def line_label(line: tuple[str, str]) -> str:
    return f"{channel_label(line[0])} ({line[1].upper()})"
