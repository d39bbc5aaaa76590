from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class EpochConfig(AppConfig):
    name = "cms.epoch"
    label = "epoch"
    verbose_name = _("Content epoch")

    def ready(self) -> None:
        from cms.epoch import signal_handlers  # noqa: PLC0415  Models are ready only now.

        pre_migrate.connect(signal_handlers.make_way, sender=self, dispatch_uid="epoch_make_way")
        post_migrate.connect(signal_handlers.install, sender=self, dispatch_uid="epoch_install")
