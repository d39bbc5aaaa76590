from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.editing.buttons import post_button
from cms.editing.workflows.gate import (
    leave_out_publishing,
    refuse_to_publish_past_the_review,
    tell_how_the_review_stands,
)
from cms.editing.workflows.local_groups import MAY_MAKE_GROUPS
from cms.editing.workflows.publishing import gate_the_api, refuse_to_publish_many
from cms.editing.workflows.views import make_local_group
from home.models import LocalGroupPage

hooks.register("before_edit_page", tell_how_the_review_stands)
hooks.register("before_publish_page", refuse_to_publish_past_the_review)
hooks.register("before_bulk_action", refuse_to_publish_many)
hooks.register("construct_admin_api", gate_the_api)
hooks.register("construct_page_action_menu", leave_out_publishing)


@hooks.register("register_admin_urls")
def workflow_urls() -> list[URLPattern | URLResolver]:
    patterns = [path("local-group/<int:pk>/", make_local_group, name="local_group")]
    return [path("rights/", include((patterns, "rights")))]


@hooks.register("register_page_header_buttons")
def local_group_button(page: Page, user: Any, **_kwargs: Any) -> list[Button]:
    if not issubclass(page.specific_class or Page, LocalGroupPage) or not user.has_perm(MAY_MAKE_GROUPS):
        return []
    url = reverse("rights:local_group", args=[page.pk])
    return [post_button(_("Make its group of editors"), url=url, icon_name="group", priority=70)]
