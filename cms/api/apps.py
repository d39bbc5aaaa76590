from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class APIConfig(AppConfig):
    name = "cms.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        from cms.api.lists import texts  # noqa: PLC0415  Lookups are registered once models are there.
        from cms.api.tokens import uses  # noqa: PLC0415  Models may be imported only now.

        texts.register()
        uses.connect()
