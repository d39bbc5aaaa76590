from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editing.calendar.views import CalendarView, MoveView


@hooks.register("register_admin_urls")
def calendar_urls() -> list[URLPattern]:
    return [
        path("calendar/", CalendarView.as_view(), name="editing_calendar"),
        path("calendar/move/<int:page_id>/<slug:channel>/", MoveView.as_view(), name="editing_move"),
    ]


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> MenuItem:
    return MenuItem(_("Calendar"), reverse("editing_calendar"), name="calendar", icon_name="calendar-alt", order=150)
