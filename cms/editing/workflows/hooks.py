from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.editing.workflows.local_groups import create_local_group
from cms.editing.workflows.tasks import ASK_SOMEBODY_ELSE, is_asked_for_by
from home.models import LocalGroupPage

MAY_MAKE_GROUPS = "auth.add_group"


@hooks.register("before_edit_page")
def tell_how_the_review_stands(request: HttpRequest, page: Page) -> None:
    if request.method != "GET" or not is_asked_for_by(page, request.user):
        return
    state = page.current_workflow_state
    if state.status == state.STATUS_NEEDS_CHANGES:
        comment = state.current_task_state.comment or "…"
        messages.warning(
            request, _("Changes are asked for before this is published: %(comment)s") % {"comment": comment}
        )
    else:
        messages.info(request, ASK_SOMEBODY_ELSE)


@hooks.register("before_publish_page")
def refuse_to_publish_past_the_review(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep people from publishing what they asked a second person to look at."""
    if not is_asked_for_by(page, request.user):
        return None
    messages.error(request, ASK_SOMEBODY_ELSE)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_page_action_menu")
def leave_out_publishing(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    page = context.get("page")
    if page is not None and is_asked_for_by(page, request.user):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("register_admin_urls")
def workflow_urls() -> list[URLPattern | URLResolver]:
    patterns = [path("local-group/<int:pk>/", make_local_group, name="local_group")]
    return [path("rights/", include((patterns, "rights")))]


@hooks.register("register_page_header_buttons")
def local_group_button(page: Page, user: Any, **_kwargs: Any) -> list[Button]:
    if not issubclass(page.specific_class or Page, LocalGroupPage) or not user.has_perm(MAY_MAKE_GROUPS):
        return []
    # Wagtail's script posts with the token against forged requests.
    attrs = {"type": "button", "data-controller": "w-action", "data-action": "w-action#post"}
    url = reverse("rights:local_group", args=[page.pk])
    label = _("Make its group of editors")
    return [Button(label, attrs={**attrs, "data-w-action-url-value": url}, icon_name="group", priority=70)]


@require_POST
def make_local_group(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm(MAY_MAKE_GROUPS):
        raise PermissionDenied
    group = create_local_group(get_object_or_404(LocalGroupPage, pk=pk))
    text = _("“%(group)s” edits this local group's pages in every language, and images and files of its own.")
    messages.success(request, text % {"group": group.name})
    return redirect("wagtailusers_groups:edit", group.pk)
