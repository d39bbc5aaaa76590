from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editing.freezing.views import FREEZE, UNFREEZE, freeze, unfreeze


@hooks.register("register_admin_urls")
def freezing_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<int:pk>/freeze/", freeze, name="freeze"),
        path("<int:pk>/unfreeze/", unfreeze, name="unfreeze"),
    ]
    return [path("newsletters/", include((patterns, "newsletters")))]


@hooks.register("register_log_actions")
def freezing_log_actions(actions: Any) -> None:
    actions.register_action(FREEZE, _("Freeze issue"), _("What the issue holds was frozen"))
    actions.register_action(UNFREEZE, _("Unfreeze issue"), _("What the issue holds was opened again"))
