from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from cms.editing.translation.drafts import draft_translation
from cms.editing.workflows.groups import AUTHORS, create_groups
from publications.models import StatementPage
from tests.factories.people import make_administrator, make_user
from tests.factories.site import Site, make_page, make_statement

BODY = [("heading", {"text": "Wem sie dient", "level": "2"}), ("paragraph", {"text": "<p>Dem Kapital.</p>"})]


@pytest.fixture
def editor(site: Site, client: Client) -> Client:
    client.force_login(make_administrator())
    client.get("/admin/", headers={"Accept-Language": "de"})
    return client


@pytest.fixture
def original(site: Site) -> StatementPage:
    return make_statement(site.statements, summary="Alt.", body=BODY)


def into_english(page: Page, user: Any = None) -> Page:
    user = user or make_administrator("andere")
    return draft_translation(page, locale=Locale.objects.get(language_code="en"), user=user).page


def panel(client: Client, page: Page) -> str:
    """Return what the editor shows about translations."""
    shown = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    return shown.split('class="translation-panel"', 1)[1].split("</section>", 1)[0]


def change(page: Page, **fields: Any) -> None:
    page.refresh_from_db()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_page_offers_the_languages_it_is_missing_in(editor: Client, original: StatementPage) -> None:
    before = panel(editor, original)
    draft = into_english(original)
    after = panel(editor, original)

    assert f"/admin/translation/pages/{original.pk}/into/en/" in before
    assert f"/admin/pages/{draft.pk}/edit/" in after
    assert "w-action#post" not in after


def test_an_unchanged_original_leaves_nothing_to_do(editor: Client, original: StatementPage) -> None:
    shown = panel(editor, into_english(original))

    assert f"/admin/pages/{original.pk}/edit/" in shown
    assert "Das Original hat sich nicht geändert" in shown
    assert "/up-to-date/" not in shown


def test_what_changed_is_shown_by_field_and_by_block(editor: Client, original: StatementPage) -> None:
    draft = into_english(original)
    original.refresh_from_db()
    original.body[1].value["text"] = RichText("<p>Dem großen Kapital.</p>")
    original.body.append(("quote", {"text": "Nie wieder.", "source": ""}))
    original.summary = "Neu."
    original.save_revision().publish()

    shown = panel(editor, draft)
    assert '<span class="deletion">Alt.</span>' in shown
    assert '<span class="addition">Neu.</span>' in shown
    assert '<span class="addition"> großen</span>' in shown
    assert "Nie wieder." in shown
    assert "Wem sie dient" not in shown
    assert f"/admin/translation/pages/{draft.pk}/up-to-date/" in shown
    assert f"/admin/pages/{original.pk}/revisions/compare/" in shown


def test_the_page_above_says_which_translation_is_behind(editor: Client, original: StatementPage) -> None:
    into_english(original)

    change(original, summary="Neu.")

    assert "(nicht mehr aktuell)" in panel(editor, original)


def test_forgotten_words_are_said_to_be_forgotten(editor: Client, original: StatementPage) -> None:
    draft = into_english(original)
    first = original.revisions.get()
    change(original, summary="Neu.")
    first.delete()

    shown = panel(editor, draft)

    assert "nicht mehr" in shown
    assert "/up-to-date/" in shown


def test_the_address_of_the_original_is_pointed_out(editor: Client, original: StatementPage) -> None:
    draft = into_english(original)
    same = panel(editor, draft)

    change(draft, slug="no-to-conscription")

    assert "(Slug)" in same
    assert "(Slug)" not in panel(editor, draft)


def test_markup_in_changed_words_stays_words(editor: Client, site: Site) -> None:
    page = make_page(site.german, summary="Alt.")
    draft = into_english(page)

    change(page, summary="<script>alert(1)</script>")

    assert "<script>alert" not in panel(editor, draft)


def test_comparing_the_original_is_for_those_who_may_edit_it(site: Site, client: Client) -> None:
    create_groups()
    author = make_user("autorin", group=AUTHORS)
    page = make_page(site.german, summary="Alt.")
    draft = into_english(page, user=author)
    change(page, summary="Neu.")
    client.force_login(author)

    shown = panel(client, draft)

    assert '<span class="addition">Neu.</span>' in shown
    assert "/revisions/compare/" not in shown
