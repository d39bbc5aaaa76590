from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.delivery.models import WebhookEndpoint
from cms.editing.webhooks import views
from cms.editing.webhooks.conditions import condition
from cms.editing.webhooks.forms import WebhookForm


class WebhookCreateView(CreateView):
    secret = ""

    def save_instance(self) -> WebhookEndpoint:
        endpoint: WebhookEndpoint = super().save_instance()
        self.secret = endpoint.rotate(now=timezone.now())
        return endpoint

    def form_valid(self, form: Any) -> HttpResponse:
        """Show the secret in the answer itself, as nothing keeps it in the open for another page."""
        super().form_valid(form)
        return views.secret_page(self.request, self.object, secret=self.secret)


class WebhookEditView(EditView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"condition": condition(self.object, now=timezone.now())}


class WebhookViewSet(ModelViewSet):
    model = WebhookEndpoint
    name = "webhooks"
    url_prefix = "webhooks"
    icon = "link-external"
    menu_label = _("Webhooks")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    template_prefix = "editing/webhooks/"
    add_view_class = WebhookCreateView
    edit_view_class = WebhookEditView
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("url", label=_("Address")),
        Column(
            "condition",
            label=_("State"),
            accessor=lambda endpoint: condition(endpoint, now=timezone.now()),
        ),
    ]
    # The form is our own; Wagtail wants to know its fields all the same.
    form_fields: ClassVar[list[str]] = ["name", "url", "is_active", "events", "types", "locales"]

    def get_form_class(self, for_update: bool = False) -> type[WebhookForm]:  # noqa: FBT001, FBT002  Wagtail's signature.
        del for_update
        return WebhookForm

    def get_edit_handler(self) -> None:
        """Leave the form as it is: panels would make fields of their own."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/rotate/", views.rotate, name="rotate"),
            path("<int:pk>/test/", views.send_test, name="test"),
        ]
