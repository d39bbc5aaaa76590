from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "cms.channels"
    label = "channels"
    verbose_name = _("Channels")

    def ready(self) -> None:
        from cms.channels import checks  # noqa: PLC0415  Checks may be registered only now.

        checks.register_checks()
