from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from cms.delivery.webhooks import signal_handlers  # noqa: PLC0415  Models are ready only now.

        signal_handlers.connect()
