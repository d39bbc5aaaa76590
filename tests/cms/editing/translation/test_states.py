import pytest
from wagtail.models import Locale, Page

from cms.editing.models import TranslationState
from cms.editing.translation.coverage import Coverage, originals
from cms.editing.translation.drafts import draft_translation
from tests.factories.people import make_administrator
from tests.factories.site import Site, make_page


@pytest.fixture
def english(site: Site) -> Locale:
    return Locale.objects.get(language_code="en")


@pytest.fixture
def page(site: Site) -> Page:
    return make_page(site.german)


@pytest.fixture
def state(page: Page, english: Locale) -> TranslationState:
    draft = draft_translation(page, locale=english, user=make_administrator()).page
    return TranslationState.objects.get(page=draft)


def change(page: Page, **fields: str) -> None:
    page.refresh_from_db()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def coverage(page: Page, english: Locale) -> str:
    return str(originals(english).get(pk=page.pk).coverage)


def test_a_page_without_translation_is_missing(page: Page, english: Locale) -> None:
    assert coverage(page, english) == Coverage.MISSING


def test_a_new_draft_is_up_to_date(page: Page, state: TranslationState, english: Locale) -> None:
    assert not state.is_behind
    assert coverage(page, english) == Coverage.CURRENT


def test_a_translation_is_behind_once_the_original_says_something_else(
    page: Page, state: TranslationState, english: Locale
) -> None:
    change(page, summary="Neu.")

    state.refresh_from_db()
    assert state.is_behind
    assert coverage(page, english) == Coverage.BEHIND


def test_a_draft_of_a_published_original_is_nothing_to_translate_yet(page: Page, state: TranslationState) -> None:
    page.refresh_from_db()
    page.summary = "Neu."
    page.save_revision()

    state.refresh_from_db()
    assert not state.is_behind


def test_publishing_the_same_words_again_leaves_a_translation_up_to_date(
    page: Page, state: TranslationState, english: Locale
) -> None:
    change(page)

    state.refresh_from_db()
    assert not state.is_behind
    assert coverage(page, english) == Coverage.CURRENT


def test_a_translation_is_behind_when_the_old_words_are_no_longer_kept(
    page: Page, state: TranslationState, english: Locale
) -> None:
    change(page, summary="Neu.")
    old = state.source_revision
    assert old

    old.delete()

    state.refresh_from_db()
    assert state.is_behind
    assert coverage(page, english) == Coverage.BEHIND


def test_a_page_whose_state_nobody_noted_is_behind_when_the_default_language_changed_later(
    page: Page, state: TranslationState, english: Locale
) -> None:
    german = Locale.objects.get(language_code="de")
    state.delete()
    before = coverage(page, english)

    change(page, summary="Neu.")

    translation = page.get_translation(english)
    assert before == Coverage.CURRENT
    assert coverage(page, english) == Coverage.BEHIND
    assert originals(german).get(pk=translation.pk).coverage == Coverage.CURRENT


def test_recording_brings_a_translation_up_to_date(page: Page, state: TranslationState) -> None:
    change(page, summary="Neu.")

    TranslationState.record(state.page, source=page)

    state.refresh_from_db()
    assert not state.is_behind
