from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from cms.pages import signal_handlers  # noqa: PLC0415  Models are ready only now.

        signal_handlers.connect()
