from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from publications import signal_handlers  # noqa: PLC0415  Models are ready only now.

        signal_handlers.connect()
