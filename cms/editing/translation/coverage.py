from dataclasses import dataclass

from django.db.models import BooleanField, Case, CharField, F, OuterRef, Q, Subquery, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from cms.editing.translation.states import TranslationState, current_revision


class Coverage(TextChoices):
    MISSING = "missing", _("Missing")
    BEHIND = "behind", _("Behind the original")
    CURRENT = "current", _("Up to date")


def originals(target: Locale) -> PageQuerySet:
    """Return pages of other languages, each with `coverage` and `translation_pk` in the target language.

    A translation whose state nobody noted counts as behind when its original is of the default language and was changed
    after it.
    """
    translation = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=target)
    state = TranslationState.objects.filter(page__translation_key=OuterRef("translation_key"), page__locale=target)
    pages = Page.objects.filter(depth__gt=1).exclude(locale=target)
    return pages.annotate(
        translation_pk=Subquery(translation.values("pk")[:1]),
        translation_changed_at=Subquery(translation.values("latest_revision_created_at")[:1]),
        source_pk=Subquery(state.values("source")[:1]),
        said_revision=Subquery(state.values("source_revision")[:1]),
        current_revision=Case(
            When(live=True, live_revision__isnull=False, then=F("live_revision")), default=F("latest_revision")
        ),
        in_default_language=Case(
            When(locale=Locale.get_default(), then=True), default=False, output_field=BooleanField()
        ),
    ).annotate(coverage=_coverage())


def _coverage() -> Case:
    noted = Q(source_pk__isnull=False)
    behind_state = Q(source_pk=F("pk")) & (Q(said_revision__isnull=True) | ~Q(said_revision=F("current_revision")))
    behind_date = Q(in_default_language=True, latest_revision_created_at__gt=F("translation_changed_at"))
    return Case(
        When(translation_pk__isnull=True, then=Value(Coverage.MISSING)),
        When(noted & behind_state, then=Value(Coverage.BEHIND)),
        When(~noted & behind_date, then=Value(Coverage.BEHIND)),
        default=Value(Coverage.CURRENT),
        output_field=CharField(),
    )


@dataclass(frozen=True, kw_only=True)
class OtherLanguage:
    """How a page stands in one other language."""

    locale: Locale
    page: Page | None
    is_behind: bool


def other_languages(page: Page) -> list[OtherLanguage]:
    """Return every other language of the site, whether the page is there or not."""
    translations = {found.locale_id: found for found in page.get_translations()}
    behind = _behind(page)
    languages = []
    for locale in Locale.objects.exclude(pk=page.locale_id):
        found = translations.get(locale.pk)
        is_behind = found is not None and found.pk in behind
        languages.append(OtherLanguage(locale=locale, page=found, is_behind=is_behind))
    return languages


def _behind(original: Page) -> set[int]:
    """Return the keys of the translations that do not say what the original says now."""
    states = list(TranslationState.objects.of_original(original))
    said = current_revision(original).pk if states else None
    return {state.page_id for state in states if state.source_revision_id != said}
