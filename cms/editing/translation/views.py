from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params

from cms.editing.translation.drafts import (
    Drafted,
    NotTranslatableError,
    draft_snippet_translation,
    draft_translation,
)
from cms.editing.translation.states import TranslationState


@require_POST
def draft_page(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Make the draft and open it in the editor."""
    page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=pk)
    locale = get_object_or_404(Locale, language_code=language)
    if not (page.live or page.permissions_for_user(request.user).can_edit()):
        raise PermissionDenied
    try:
        drafted = draft_translation(page, locale=locale, user=request.user)
    except NotTranslatableError as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    if drafted.is_new:
        messages.success(request, _said(drafted))
    return redirect("wagtailadmin_pages:edit", drafted.page.pk)


def _said(drafted: Drafted) -> str:
    language = drafted.page.locale.get_display_name()
    text = _("This is the new draft in %(language)s. It still says everything as the original does.")
    if drafted.above:
        text += " " + _("These pages above it had no translation and are drafts now too: %(titles)s.")
    return text % {"language": language, "titles": ", ".join(page.title for page in drafted.above)}


@require_POST
def draft_snippet(request: HttpRequest, app_label: str, model_name: str, pk: str, language: str) -> HttpResponse:
    model = get_snippet_model_from_url_params(app_label, model_name)
    if not issubclass(model, TranslatableMixin):
        raise Http404
    source = get_object_or_404(model, pk=unquote(pk))
    locale = get_object_or_404(Locale, language_code=language)
    if not policy_registry.get_by_type(model).user_has_permission(request.user, "add"):
        raise PermissionDenied
    translation: Any = draft_snippet_translation(source, locale=locale)
    return redirect(model.snippet_viewset.get_url_name("edit"), translation.pk)


@require_POST
def up_to_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the translation says what its original says now."""
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    state = TranslationState.objects.select_related("source").filter(page=page).first()
    source = state.source if state else _default_original(page)
    TranslationState.record(page, source=source, user=request.user)
    messages.success(request, _("Noted: this translation is up to date with its original."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _default_original(page: Page) -> Page:
    """Return the page in the default language, for translations that nobody has noted as such."""
    others = Page.objects.exclude(pk=page.pk)
    return get_object_or_404(others, translation_key=page.translation_key, locale=Locale.get_default())
