from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "cms.images"
    label = "images"
    verbose_name = _("Images")

    def ready(self) -> None:
        from cms.images import signal_handlers  # noqa: PLC0415  Models are ready only now.

        signal_handlers.connect()
