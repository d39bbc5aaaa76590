from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.models import Page

NEW_PAGE = "wagtailadmin_pages:add"


class SavedTwiceMiddleware:
    """Answers the second of two savings of one new page.

    Wagtail saves a new page by itself while its editor types. A click on "Save" in that moment saves it again, finds
    its slug taken by the page itself, and Wagtail lets the error through as a failure of the server.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name != NEW_PAGE or not _names_slug(exception):
            return None
        page = _saved_first(request, parent_id=match.kwargs["parent_page_id"])
        return _answer(request, page) if page else None


def _names_slug(exception: Exception) -> bool:
    return isinstance(exception, ValidationError) and "slug" in getattr(exception, "error_dict", {})


def _saved_first(request: HttpRequest, *, parent_id: int) -> Page | None:
    parent = Page.objects.get(pk=parent_id)
    return Page.objects.child_of(parent).filter(owner=request.user).order_by("-pk").first()


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    message = gettext(
        "“%(title)s” had just been saved by itself when you saved it. This is what was saved: "
        "see whether your last change is there, and save again."
    ) % {"title": page.get_admin_display_title()}
    if not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_code": "saved_twice", "error_message": message}, status=400)
    messages.warning(request, message)
    return redirect("wagtailadmin_pages:edit", page.pk)
