from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from cms.editing.freezing.issues import held_sections, was_sent


class FreezingPanel(Panel):
    """Says whether it is settled what an issue holds, and leads to settling it or opening it again."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"heading": _("What this issue holds"), "icon": "mail"} | options))

    class BoundPanel(Panel.BoundPanel):
        template_name = "editing/freezing/panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            issue = self.instance
            rights = issue.permissions_for_user(self.request.user)
            return super().get_context_data(parent_context) | {
                "page": issue,
                "sections": held_sections(issue, now=timezone.now()) if issue.is_frozen else [],
                "was_sent": was_sent(issue),
                "may_change": rights.can_publish() and not rights.page_locked(),
            }
