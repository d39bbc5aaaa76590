from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.editing.dashboard.panels import GoingOutPanel, NeedsMePanel, WentWrongPanel

# Our panels say the same in fewer words; what people last edited and what they locked stays below them.
REPLACED = ("workflow_objects_to_moderate",)


@hooks.register("construct_homepage_panels", order=1000)
def arrange_panels(_request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [
        GoingOutPanel(),
        NeedsMePanel(),
        WentWrongPanel(),
        *(panel for panel in panels if panel.name not in REPLACED),
    ]


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_summary(_request: HttpRequest, items: list[Any]) -> None:
    """Counting pages, images and files answers nobody's question."""
    items.clear()


@hooks.register("insert_global_admin_css")
def dashboard_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("editing/dashboard.css"))
