from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editing.reports.hooks import ReportMenuItem
from cms.editing.webhooks import views
from cms.editing.webhooks.log import WebhookLogView
from cms.editing.webhooks.viewset import WebhookViewSet


@hooks.register("register_admin_viewset")
def webhook_viewset() -> WebhookViewSet:
    return WebhookViewSet()


@hooks.register("register_admin_urls")
def webhook_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("", WebhookLogView.as_view(), name="index"),
        path("results/", WebhookLogView.as_view(results_only=True), name="results"),
        path("resend/", views.resend_range, name="resend"),
        path("<int:pk>/", views.show_delivery, name="delivery"),
        path("<int:pk>/resend/", views.resend_one, name="resend_one"),
    ]
    return [path("reports/webhooks/", include((patterns, "webhook_log")))]


@hooks.register("register_reports_menu_item")
def webhook_log_item() -> MenuItem:
    return ReportMenuItem(WebhookLogView, order=110)


@hooks.register("register_log_actions")
def webhook_log_actions(actions: Any) -> None:
    actions.register_action(views.RESEND, _("Send again"), _("Deliveries were sent again"))
    actions.register_action(views.ROTATE, _("New secret"), _("A new secret was made"))
    actions.register_action(views.TEST, _("Send a test"), _("A test was sent"))
