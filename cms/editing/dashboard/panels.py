from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.template.context import RenderContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.admin.ui.components import Component

from cms.editing.calendar.entries import Entry, Status, with_clashes
from cms.editing.calendar.sources import Window, collect
from cms.editing.dashboard import problems, tasks
from cms.editing.dashboard.lines import MOST_SHOWN

DAYS_AHEAD = timedelta(days=14)


class DashboardPanel(Component):
    template_name = "editing/dashboard/panel.html"
    name = ""
    heading: StrOrPromise = ""
    nothing: StrOrPromise = ""
    icon = ""
    order = 0

    def get_context_data(self, parent_context: Mapping[str, Any] | RenderContext | None = None) -> dict[str, Any]:
        user = parent_context["request"].user if parent_context else AnonymousUser()
        return {"panel": self, **self.content(user)}

    def content(self, user: AbstractBaseUser | AnonymousUser) -> dict[str, Any]:
        """Return what the template lists; a panel without anything says that there is nothing."""
        del user
        return {}


class GoingOutPanel(DashboardPanel):
    name = "going_out"
    heading = _("What goes out next")
    nothing = _("Nothing is planned for the next two weeks.")
    icon = "calendar-alt"
    order = 10

    def content(self, user: AbstractBaseUser | AnonymousUser) -> dict[str, Any]:
        entries = upcoming(user, now=timezone.now())
        rest = len(entries) - MOST_SHOWN
        return {
            "entries": entries[:MOST_SHOWN],
            "more": max(0, rest),
            "more_url": reverse("editing_calendar"),
        }


class NeedsMePanel(DashboardPanel):
    name = "needs_me"
    heading = _("What needs me")
    nothing = _("Nothing is waiting for you.")
    icon = "tasks"
    order = 20

    def content(self, user: AbstractBaseUser | AnonymousUser) -> dict[str, Any]:
        return {"lines": tasks.waiting_for(user)}


class WentWrongPanel(DashboardPanel):
    name = "went_wrong"
    heading = _("What went wrong")
    nothing = _("Nothing went wrong.")
    icon = "warning"
    order = 30

    def content(self, user: AbstractBaseUser | AnonymousUser) -> dict[str, Any]:
        return {"lines": problems.found_for(user, now=timezone.now())}


def upcoming(user: AbstractBaseUser | AnonymousUser, *, now: datetime) -> list[Entry]:
    window = Window(begins=now, ends=now + DAYS_AHEAD, now=now)
    coming = (Status.PLANNED, Status.DRAFT, Status.TAKES_PLACE)
    return [entry for entry in with_clashes(collect(user, window=window)) if entry.status in coming]
