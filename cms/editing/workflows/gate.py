from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page

from cms.editing.workflows.tasks import ASK_SOMEBODY_ELSE, is_asked_for_by


def tell_how_the_review_stands(request: HttpRequest, page: Page) -> None:
    if request.method != "GET" or not is_asked_for_by(page, user=request.user):
        return
    state = page.current_workflow_state
    if state.status == state.STATUS_NEEDS_CHANGES:
        comment = state.current_task_state.comment or "…"
        messages.warning(
            request, _("Changes are asked for before this is published: %(comment)s") % {"comment": comment}
        )
    else:
        messages.info(request, ASK_SOMEBODY_ELSE)


def refuse_to_publish_past_the_review(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep people from publishing what they asked a second person to look at."""
    if not is_asked_for_by(page, user=request.user):
        return None
    messages.error(request, ASK_SOMEBODY_ELSE)
    return redirect("wagtailadmin_pages:edit", page.pk)


def leave_out_publishing(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Page]) -> None:
    page = context.get("page")
    if page is not None and is_asked_for_by(page, user=request.user):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
