from typing import Any, ClassVar

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from cms.delivery.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from cms.delivery.webhooks.event_types import EventType
from cms.editing.reports.filters import DaysFilter


def deliveries() -> QuerySet[WebhookDelivery]:
    """Return all deliveries with what the last try came to."""
    last = WebhookAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
    found = WebhookDelivery.objects.select_related("event", "endpoint")
    return found.annotate(
        last_status=Subquery(last.values("status")[:1]), last_problem=Subquery(last.values("problem")[:1])
    )


class WebhookLogFilterSet(WagtailFilterSet):
    endpoint = django_filters.ModelChoiceFilter(label=_("Webhook"), queryset=WebhookEndpoint.objects.all())
    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a webhook", "Event"), field_name="event__kind", choices=EventType.choices
    )
    occurred = DaysFilter(label=_("Occurred"), field_name="event__occurred_at", widget=DateRangePickerWidget)

    class Meta:
        model = WebhookDelivery
        fields: ClassVar[list[str]] = ["endpoint", "state", "kind", "occurred"]


class WebhookLogView(ReportView):
    model = WebhookDelivery
    page_title = _("Log of webhooks")
    header_icon = "link-external"
    filterset_class = WebhookLogFilterSet
    index_url_name = "webhook_log:index"
    index_results_url_name = "webhook_log:results"
    template_name = "editing/reports/report.html"
    table_classname = "listing listing--cards"
    results_template_name = "editing/webhooks/log_results.html"
    any_permission_required: ClassVar[list[str]] = ["change"]
    is_searchable = False
    default_ordering = "-pk"
    columns: ClassVar[list[Column]] = [
        TitleColumn(
            "event",
            label=pgettext_lazy("of a webhook", "Event"),
            accessor=lambda delivery: delivery.event.get_kind_display(),
            get_url=lambda delivery: reverse("webhook_log:delivery", args=[delivery.pk]),
        ),
        Column(
            "subject",
            label=pgettext_lazy("of a webhook", "Subject"),
            accessor=lambda delivery: _subject(delivery.event.data),
        ),
        Column("endpoint", label=_("Webhook"), accessor="endpoint.name"),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("tries", label=_("Tries")),
        Column(
            "answer", label=_("Last answer"), accessor=lambda delivery: delivery.last_status or delivery.last_problem
        ),
        DateColumn("occurred_at", label=_("Occurred"), accessor="event.occurred_at"),
    ]

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(WebhookEndpoint)

    @property
    def header_buttons(self) -> list[HeaderButton]:
        query = self.request.GET.urlencode()
        url = reverse("webhook_log:resend") + (f"?{query}" if query else "")
        return [*super().header_buttons, HeaderButton(_("Send all of these again"), url=url, icon_name="resubmit")]

    def get_base_queryset(self) -> QuerySet[WebhookDelivery]:
        return deliveries()


def _subject(data: dict[str, Any]) -> str:
    return str(data.get("path") or data["type"])
