import pytest
from django.test import Client
from wagtail.models import Locale, Page

from cms.editing.models import TranslationState
from cms.editing.translation.drafts import draft_translation
from cms.editing.workflows.groups import AUTHORS, create_groups
from publications.models import Topic
from tests.factories.people import make_administrator, make_user
from tests.factories.site import Site, make_page, make_statement, make_topic


@pytest.fixture
def administrator(site: Site, client: Client) -> Client:
    client.force_login(make_administrator())
    return client


@pytest.fixture
def author(site: Site, client: Client) -> Client:
    create_groups()
    client.force_login(make_user("autorin", group=AUTHORS))
    return client


def translate(client: Client, page: Page) -> str:
    return str(client.post(f"/admin/translation/pages/{page.pk}/into/en/")["Location"])


def english(page: Page) -> Page | None:
    return Page.objects.filter(translation_key=page.translation_key, locale__language_code="en").first()


def test_one_click_opens_the_new_draft_and_another_the_same(administrator: Client, site: Site) -> None:
    page = make_page(site.german)

    first, second = translate(administrator, page), translate(administrator, page)

    draft = english(page)
    assert draft
    assert first == second == f"/admin/pages/{draft.pk}/edit/"
    assert not draft.live


def test_the_editor_is_told_which_pages_above_were_drafted_too(administrator: Client, site: Site) -> None:
    page = make_statement(site.statements)

    response = administrator.post(f"/admin/translation/pages/{page.pk}/into/en/", follow=True)

    assert "Stellungnahmen." in response.content.decode()
    assert english(site.statements) is not None


def test_looking_at_the_address_changes_nothing(administrator: Client, site: Site) -> None:
    page = make_page(site.german)

    response = administrator.get(f"/admin/translation/pages/{page.pk}/into/en/")

    assert response.status_code == 405
    assert english(page) is None


def test_an_author_translates_what_readers_see_and_owns_the_draft(author: Client, site: Site) -> None:
    page = make_page(site.german)

    translate(author, page)

    draft = english(page)
    assert draft
    assert draft.owner.username == "autorin"


def test_an_author_does_not_read_the_drafts_of_others_by_translating_them(author: Client, site: Site) -> None:
    page = make_page(site.german, live=False)

    assert translate(author, page) == "/admin/"
    assert english(page) is None


def test_an_unknown_language_and_the_root_are_not_found(administrator: Client, site: Site) -> None:
    page, root = make_page(site.german), Page.get_first_root_node()

    assert administrator.post(f"/admin/translation/pages/{page.pk}/into/fr/").status_code == 404
    assert administrator.post(f"/admin/translation/pages/{root.pk}/into/en/").status_code == 404


def test_a_translation_is_noted_as_up_to_date(administrator: Client, site: Site) -> None:
    page = make_page(site.german)
    draft = draft_translation(
        page, locale=Locale.objects.get(language_code="en"), user=make_administrator("andere")
    ).page
    page.summary = "Neu."
    page.save_revision().publish()
    behind = TranslationState.objects.get(page=draft).is_behind

    response = administrator.post(f"/admin/translation/pages/{draft.pk}/up-to-date/")

    state = TranslationState.objects.get(page=draft)
    assert response["Location"] == f"/admin/pages/{draft.pk}/edit/"
    assert (behind, state.is_behind) == (True, False)
    assert str(state.updated_by) == "verwaltung"


def test_a_translation_that_nobody_noted_follows_the_default_language(administrator: Client, site: Site) -> None:
    administrator.post(f"/admin/translation/pages/{site.english.pk}/up-to-date/")

    assert TranslationState.objects.get(page=site.english.pk).source_id == site.german.pk


def test_a_page_without_original_cannot_be_up_to_date(administrator: Client, site: Site) -> None:
    page = make_page(site.german)

    assert administrator.post(f"/admin/translation/pages/{page.pk}/up-to-date/").status_code == 404


def test_only_those_who_may_edit_a_translation_note_that_it_is_up_to_date(author: Client, site: Site) -> None:
    response = author.post(f"/admin/translation/pages/{site.english.pk}/up-to-date/")

    assert response["Location"] == "/admin/"
    assert not TranslationState.objects.exists()


def test_a_topic_is_translated_by_one_click(administrator: Client, site: Site) -> None:
    topic = make_topic()
    address = f"/admin/translation/snippets/publications/topic/{topic.pk}/into/en/"

    first, second = administrator.post(address), administrator.post(address)

    translation = Topic.objects.get(locale__language_code="en")
    assert first["Location"] == second["Location"]
    assert first["Location"].endswith(f"/edit/{translation.pk}/")
    assert translation.name == topic.name


def test_the_rows_of_the_explorer_offer_none(administrator: Client, site: Site) -> None:
    rows = administrator.get(f"/admin/pages/{site.german.pk}/").content.decode()

    assert "/admin/translation/pages/" not in rows


def test_the_header_offers_the_missing_language(administrator: Client, site: Site) -> None:
    page = make_page(site.german)
    address = f'data-w-action-url-value="/admin/translation/pages/{page.pk}/into/en/"'

    before = administrator.get(f"/admin/pages/{page.pk}/").content.decode()
    translate(administrator, page)
    after = administrator.get(f"/admin/pages/{page.pk}/").content.decode()

    assert (before.count(address), after.count(address)) == (1, 0)
