from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.delivery.desk.addresses import desk_address
from cms.delivery.desk.explanations.explanation import explanation_of
from cms.delivery.models import FAILED, IN_DOUBT, Delivery
from cms.editing.calendar.entries import channel_label
from cms.editing.reports.filters import DaysFilter, language_filter
from cms.pages.posts import PUSH_CHANNELS


def _channels() -> list[tuple[str, StrOrPromise]]:
    return [(channel, channel_label(channel)) for channel in sorted(PUSH_CHANNELS)]


class DeskColumn(TitleColumn):
    """Leads to where a delivery is seen to."""

    def get_link_url(self, instance: Delivery, parent_context: Any) -> str:
        return desk_address(instance, user=parent_context["request"].user)


class FailedDeliveriesFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[(state.value, state.label) for state in (*FAILED, *IN_DOUBT)]
    )
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=_channels)
    locale = language_filter("locale")
    due_at = DaysFilter(label=_("Due"), widget=DateRangePickerWidget)

    class Meta:
        model = Delivery
        fields: ClassVar[list[str]] = ["state", "channel", "locale", "due_at"]


def problem_of(delivery: Delivery) -> str:
    """Return why a delivery did not go as planned, and what to do, in plain words."""
    explained = explanation_of(delivery, now=timezone.now())
    return f"{explained.why} {explained.advice}".strip() if explained else ""


class FailedDeliveriesView(ReportView):
    model = Delivery
    page_title = _("Failed deliveries")
    header_icon = "warning"
    filterset_class = FailedDeliveriesFilterSet
    index_url_name = "editing_failed_deliveries"
    index_results_url_name = "editing_failed_deliveries_results"
    template_name = "editing/reports/report.html"
    table_classname = "listing listing--cards"
    results_template_name = "editing/reports/deliveries_results.html"
    any_permission_required: ClassVar[list[str]] = ["change", "publish"]
    is_searchable = False
    default_ordering = "-due_at"
    list_export: ClassVar[list[str]] = ["page.title", "channel", "locale", "get_state_display", "due_at", "problem"]
    export_headings: ClassVar[dict[str, Any]] = {
        "page.title": _("Page"),
        "channel": _("Channel"),
        "locale": _("Language"),
        "get_state_display": _("State"),
        "due_at": _("Due"),
        "problem": _("Problem"),
    }
    columns: ClassVar[list[Column]] = [
        DeskColumn("page", label=_("Page"), accessor="page.title", width="28%"),
        Column("channel", label=_("Channel"), accessor=lambda delivery: channel_label(delivery.channel)),
        Column("locale", label=_("Language"), accessor=lambda delivery: delivery.locale.upper()),
        Column("state", label=_("State"), accessor="get_state_display"),
        DateColumn("due_at", label=_("Due")),
        Column("problem", label=_("Problem"), accessor=problem_of, width="36%"),
    ]

    @cached_property
    def permission_policy(self) -> Any:
        # Whoever may edit a page may know what became of it.
        return policy_registry.get_by_type(Page)

    def get_base_queryset(self) -> QuerySet[Delivery]:
        pages = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        # What is exported is written when the request, and with it the language of whoever asks, is over.
        self.language = get_language()
        needing = Delivery.objects.failed() | Delivery.objects.in_doubt()
        return needing.filter(page__in=pages).select_related("page", "account")

    def to_row_dict(self, item: Delivery) -> dict[str, Any]:
        with override(self.language):
            return {**super().to_row_dict(item), "problem": problem_of(item)}
