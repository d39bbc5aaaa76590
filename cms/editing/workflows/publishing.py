from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from wagtail.admin import messages
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from cms.editing.checks.gate import errors_in_draft
from cms.editing.workflows.tasks import ASK_SOMEBODY_ELSE, is_asked_for_by

User = AbstractBaseUser | AnonymousUser


def obstacles(page: Page, *, user: User) -> list[str]:
    """Return what keeps the newest draft of a page from being published by this person."""
    asked = [str(ASK_SOMEBODY_ELSE)] if is_asked_for_by(page, user=user) else []
    return [*asked, *(error.message for error in errors_in_draft(page))]


def refuse_to_publish_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publish all the pages that were chosen, or none: half of them would be a surprise."""
    if action_type != PublishBulkAction.action_type or not isinstance(action, PublishBulkAction):
        return None
    pages = _published_by(action, objects, user=request.user)
    found = [(page, problems) for page in pages if (problems := obstacles(page, user=request.user))]
    if not found:
        return None
    messages.error(request, _told(found))
    return redirect(action.next_url)


def _told(found: list[tuple[Page, list[str]]]) -> str:
    items = format_html_join(
        "",
        '<li><a href="{}">{}</a>: {}</li>',
        (
            (reverse("wagtailadmin_pages:edit", args=[page.pk]), page.get_admin_display_title(), " ".join(problems))
            for page, problems in found
        ),
    )
    opening = _("Nothing was published. Please see to these pages first, or leave them out:")
    return format_html("{}<ul>{}</ul>", opening, items)


def _published_by(action: PublishBulkAction, objects: Iterable[Page], *, user: User) -> list[Page]:
    """Return the pages chosen and, where asked for, the drafts below them that Wagtail would publish too."""
    pages = {page.pk: page for page in objects}
    if action.cleaned_form.cleaned_data["include_descendants"]:
        below = (draft for page in objects for draft in page.get_descendants().not_live())
        pages |= {draft.pk: draft for draft in below if draft.permissions_for_user(user).can_publish()}
    return list(pages.values())


class GatedPublishAction(PublishPageAPIAction):
    """The admin's own API publishes only what the form of the page would publish."""

    def execute(self, instance: Page, data: dict[str, Any]) -> Response:
        if problems := obstacles(instance, user=self.request.user):
            raise ValidationError({"detail": problems})
        return super().execute(instance, data)


class GatedPagesViewSet(PagesAdminAPIViewSet):
    actions = PagesAdminAPIViewSet.actions | {"publish": GatedPublishAction}


def gate_the_api(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", GatedPagesViewSet)
