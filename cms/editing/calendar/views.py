from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
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
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.editing.calendar.entries import Entry, with_clashes
from cms.editing.calendar.forms import ChoiceForm, MoveForm
from cms.editing.calendar.gaps import Line, gaps, lines_in_use, looked_at
from cms.editing.calendar.moments import local, midnight
from cms.editing.calendar.moving import NotMovableError, find_movable, move
from cms.editing.calendar.rows import Row, line_rows, week_rows
from cms.editing.calendar.sources import Window, collect
from cms.editing.calendar.spans import Span

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


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
        weeks = week_rows(entries, span=span, today=self.today, missing=missing)
        return super().get_context_data(**kwargs) | {
            "span": span,
            "weeks": weeks,
            "rows": weeks if span.is_month else self.rows(entries, lines=lines, missing=missing.get(span.first, [])),
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

    def rows(self, entries: list[Entry], *, lines: list[Line], missing: list[Line]) -> list[Row]:
        return line_rows(entries, span=self.span, today=self.today, lines=lines, missing=missing)

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
        text = gettext("“%(title)s” on %(channel)s now stands at %(moment)s.")
        if not self.movable.is_binding:
            text = gettext("In the draft, “%(title)s” on %(channel)s now stands at %(moment)s.")
        messages.success(request, text % words)
        return HttpResponseRedirect(self.back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "movable": self.movable,
            "form": MoveForm(movable=self.movable),
            "time_zone": settings.TIME_ZONE,
            "back": self.back,
        }
        return super().get_context_data(**context | kwargs)

    @property
    def back(self) -> str:
        """Return the calendar as it was left; addresses of anything else are not followed."""
        asked = self.request.POST.get("next") or self.request.GET.get("next") or ""
        calendar = reverse("editing_calendar")
        return asked if asked.partition("?")[0] == calendar else calendar
