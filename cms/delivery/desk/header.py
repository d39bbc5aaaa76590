from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

ICON = "mail"
Crumb = tuple[str, str]


def header(*crumbs: Crumb, buttons: list[HeaderButton] | None = None) -> dict[str, Any]:
    """Return what the head of a screen shows: the way to it, whose last part is the screen itself."""
    way = [(reverse("wagtailadmin_home"), _("Home")), *crumbs]
    return {
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in way],
        "header_title": crumbs[-1][1],
        "header_icon": ICON,
        "header_buttons": buttons or [],
    }


def posts_crumb() -> Crumb:
    return reverse("desk:index"), _("Posts")


def accounts_crumb() -> Crumb:
    return reverse("desk:accounts"), _("Accounts")
