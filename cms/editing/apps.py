from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = "cms.editing"
    label = "editing"
    verbose_name = _("Editing")

    def ready(self) -> None:
        from cms.editing import tabs  # noqa: PLC0415  Models may be imported only now.
        from cms.editing.panels import moments  # noqa: PLC0415  As above.
        from cms.editing.translation import signal_handlers  # noqa: PLC0415  As above.

        tabs.install()
        moments.install()
        signal_handlers.connect()
