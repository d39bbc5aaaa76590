from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale, Page, TranslatableMixin

from cms.editing.translation.counterparts import Counterparts
from cms.editing.translation.states import TranslationState, current_revision


class NotTranslatableError(PermissionDenied):
    """Carries a message for the editor."""


@dataclass(frozen=True, kw_only=True)
class Drafted:
    page: Page
    # Pages above it that had no translation and were drafted too, from the top.
    above: tuple[Page, ...] = ()
    is_new: bool = True


@transaction.atomic
def draft_translation(source: Page, *, locale: Locale, user: Any) -> Drafted:
    """Make the page's draft in another language, and drafts of the pages above it that are missing there."""
    existing = translation_in(source, locale=locale)
    if existing is not None:
        return Drafted(page=existing, is_new=False)
    missing = _missing_above(source, locale=locale)
    _refuse_without_place(missing[0] if missing else source, locale=locale, user=user)
    above = tuple(_draft(page, locale=locale, user=user) for page in missing)
    return Drafted(page=_draft(source, locale=locale, user=user), above=above)


def translation_in(page: Page, *, locale: Locale) -> Page | None:
    found: Page | None = Page.objects.filter(translation_key=page.translation_key, locale=locale).first()
    return found


def draft_snippet_translation(source: TranslatableMixin, *, locale: Locale) -> TranslatableMixin:
    """Return the snippet's translation, made when it is missing."""
    model = type(source)
    existing: TranslatableMixin | None = model.objects.filter(
        translation_key=source.translation_key, locale=locale
    ).first()
    if existing is not None:
        return existing
    translation: TranslatableMixin = source.copy_for_translation(locale)
    Counterparts(locale).put_into(translation)
    translation.save()
    return translation


def _missing_above(source: Page, *, locale: Locale) -> list[Page]:
    above = source.get_ancestors().filter(depth__gt=1)
    translated = Page.objects.filter(locale=locale, translation_key__in=above.values("translation_key"))
    return list(above.exclude(translation_key__in=translated.values("translation_key")).order_by("depth"))


def _refuse_without_place(topmost: Page, *, locale: Locale, user: Any) -> None:
    parent = topmost.get_parent()
    if not parent.is_root():
        parent = translation_in(parent, locale=locale)
    if parent is None or not parent.permissions_for_user(user).can_add_subpage():
        message = _("“%(title)s” has no page in %(language)s yet, and you may not add one there. Ask an administrator.")
        raise NotTranslatableError(message % {"title": topmost.get_parent(), "language": locale.get_display_name()})


def _draft(source: Page, *, locale: Locale, user: Any) -> Page:
    # The original's revision comes first, so that it is the older one.
    current_revision(source)
    # Who may translate was decided above; Wagtail would ask for a permission of another app.
    copy = CopyPageForTranslationAction(source, locale, user=user).execute(skip_permission_checks=True)
    draft: Page = copy.specific
    # Authors may edit what they own.
    draft.owner = user
    Counterparts(locale).put_into(draft)
    draft.save(clean=False)
    draft.save_revision(user=user, changed=False, clean=False)
    TranslationState.record(draft, source=source, user=user)
    return draft
