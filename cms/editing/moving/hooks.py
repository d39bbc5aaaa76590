from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.pages.addresses import problem_with_slug


@hooks.register("before_move_page")
def refuse_reserved_address(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Keep a page where readers find it."""
    if not _is_refused(request, [page], destination):
        return None
    return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("before_bulk_action")
def refuse_reserved_addresses(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Move all of the pages that were chosen or none."""
    if action_type != "move" or action.model is not Page:
        return None
    if not _is_refused(request, objects, action.get_execution_context()["destination"]):
        return None
    return redirect(action.next_url)


def _is_refused(request: HttpRequest, pages: Iterable[Page], destination: Page) -> bool:
    problems = [
        f"{page.get_admin_display_title()}: {problem}"
        for page in pages
        if (problem := problem_with_slug(page.slug, parent=destination))
    ]
    for problem in problems:
        messages.error(request, problem)
    return bool(problems)
