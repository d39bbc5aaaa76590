from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from cms.delivery.models import WebhookDelivery, WebhookEndpoint
from cms.delivery.webhooks.outbox import record_test
from cms.editing.webhooks.log import WebhookLogFilterSet, deliveries

RESEND, ROTATE, TEST = "webhooks.resend", "webhooks.rotate", "webhooks.test"
HEADER = {"header_icon": "link-external"}


def secret_page(request: HttpRequest, endpoint: WebhookEndpoint, *, secret: str) -> HttpResponse:
    """Show a new secret, for the only time."""
    context = _header(_("Secret"), endpoint.name) | {"endpoint": endpoint, "secret": secret}
    # Wagtail sends everything of the admin with "no-store".
    return render(request, "editing/webhooks/secret.html", context)


@require_http_methods(["GET", "POST"])
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and make a new secret."""
    endpoint = _endpoint(request, pk)
    if request.method == "GET":
        context = _header(_("New secret"), endpoint.name) | {"endpoint": endpoint}
        return render(request, "editing/webhooks/rotate.html", context)
    secret = endpoint.rotate(now=timezone.now())
    log(instance=endpoint, action=ROTATE, user=request.user)
    return secret_page(request, endpoint, secret=secret)


@require_POST
def send_test(request: HttpRequest, pk: int) -> HttpResponse:
    endpoint = _endpoint(request, pk)
    if not endpoint.is_active:
        messages.error(request, _("Switch the webhook on first."))
        return redirect("webhooks:edit", pk)
    delivery = record_test(endpoint, now=timezone.now())
    log(instance=endpoint, action=TEST, user=request.user)
    messages.success(request, _("A test is on its way. Load this page again to see what came of it."))
    return redirect("webhook_log:delivery", delivery.pk)


@require_GET
def show_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was sent and what came back, try by try."""
    delivery = _delivery(request, pk)
    context = _header(delivery.event.get_kind_display(), delivery.endpoint.name) | {
        "delivery": delivery,
        "body": delivery.event.message.body.decode(),
        "attempts": delivery.attempts.all(),
    }
    return render(request, "editing/webhooks/delivery.html", context)


@require_POST
def resend_one(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = _delivery(request, pk)
    _resend(request, WebhookDelivery.objects.filter(pk=delivery.pk))
    return redirect("webhook_log:delivery", pk)


@require_http_methods(["GET", "POST"])
def resend_range(request: HttpRequest) -> HttpResponse:
    """Ask, and send again whatever the filters of the log let through."""
    _require_change(request)
    chosen = WebhookLogFilterSet(
        QueryDict(request.META.get("QUERY_STRING", "")), queryset=deliveries(), request=request
    )
    if not chosen.is_valid():
        return redirect("webhook_log:index")
    found = WebhookDelivery.objects.filter(pk__in=chosen.qs.order_by().values("pk"))
    if request.method == "GET":
        context = _header(_("Send again"), "") | {"count": found.finished().count(), "back": _log(request)}
        return render(request, "editing/webhooks/resend.html", context)
    _resend(request, found)
    return redirect(_log(request))


def _resend(request: HttpRequest, found: Any) -> None:
    endpoints = list(WebhookEndpoint.objects.filter(deliveries__in=found.finished()).distinct())
    count = found.send_again(now=timezone.now())
    for endpoint in endpoints:
        log(instance=endpoint, action=RESEND, user=request.user, data={"count": count})
    said = ngettext("%(count)s delivery goes out again.", "%(count)s deliveries go out again.", count)
    messages.success(request, said % {"count": count})


def _log(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return reverse("webhook_log:index") + (f"?{query}" if query else "")


def _endpoint(request: HttpRequest, pk: int) -> WebhookEndpoint:
    _require_change(request)
    return get_object_or_404(WebhookEndpoint, pk=pk)


def _delivery(request: HttpRequest, pk: int) -> WebhookDelivery:
    _require_change(request)
    return get_object_or_404(deliveries(), pk=pk)


def _require_change(request: HttpRequest) -> None:
    if not request.user.has_perm("delivery.change_webhookendpoint"):
        raise PermissionDenied


def _header(title: str, subtitle: str) -> dict[str, str]:
    return {**HEADER, "page_title": title, "page_subtitle": subtitle, "header_title": f"{title} {subtitle}".strip()}
