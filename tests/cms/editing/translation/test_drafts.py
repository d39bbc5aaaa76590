import pytest
from wagtail.models import Locale

from cms.editing.models import TranslationState
from cms.editing.translation.drafts import NotTranslatableError, draft_snippet_translation, draft_translation
from cms.editing.workflows.groups import AUTHORS, create_groups
from cms.pages.models import Post, RelatedPage
from publications.models import StatementPage
from tests.factories.people import make_administrator, make_user
from tests.factories.site import Site, make_page, make_statement, make_topic


@pytest.fixture
def english(site: Site) -> Locale:
    return Locale.objects.get(language_code="en")


@pytest.mark.django_db
def test_a_page_gets_a_draft_below_the_translation_of_its_parent(site: Site, english: Locale) -> None:
    page = make_page(site.german, "Wer wir sind")

    drafted = draft_translation(page, locale=english, user=make_administrator())

    assert drafted.is_new
    assert drafted.above == ()
    assert drafted.page.get_parent().pk == site.english.pk
    assert (drafted.page.live, drafted.page.title, drafted.page.locale) == (False, "Wer wir sind", english)
    assert page.body == drafted.page.specific.body


@pytest.mark.django_db
def test_pages_above_become_drafts_too_and_not_live_copies_in_the_wrong_language(site: Site, english: Locale) -> None:
    statement = make_statement(site.statements)

    drafted = draft_translation(statement, locale=english, user=make_administrator())

    assert [(page.title, page.live, page.alias_of) for page in drafted.above] == [("Stellungnahmen", False, None)]
    assert drafted.page.get_parent().pk == drafted.above[0].pk
    assert TranslationState.objects.count() == 2


@pytest.mark.django_db
def test_a_second_click_opens_the_same_draft(site: Site, english: Locale) -> None:
    page, user = make_page(site.german), make_administrator()
    first = draft_translation(page, locale=english, user=user)

    second = draft_translation(page, locale=english, user=user)

    assert (second.page.pk, second.is_new) == (first.page.pk, False)


@pytest.mark.django_db
def test_links_in_texts_and_blocks_lead_to_translations_where_there_are_any(site: Site, english: Locale) -> None:
    user = make_administrator()
    translated, alone = make_page(site.german, "Übersetzt"), make_page(site.german, "Allein")
    there = draft_translation(translated, locale=english, user=user).page
    html = (
        '<p><a id="{}" linktype="page">eins</a> <a linktype="page" id="{}">zwei</a> <a href="https://a.org">d</a></p>'
    )
    body = [
        ("paragraph", {"text": html.format(translated.pk, alone.pk)}),
        ("call_to_action", {"text": "Hin", "page": translated, "address": ""}),
        ("call_to_action", {"text": "Her", "page": alone, "address": ""}),
    ]

    draft = draft_translation(make_page(site.german, body=body), locale=english, user=user).page

    text, there_block, alone_block = draft.specific.body
    assert text.value["text"].source == html.format(there.pk, alone.pk)
    assert there_block.value["page"].pk == there.pk
    assert alone_block.value["page"].pk == alone.pk
    assert draft.get_latest_revision_as_object().body[0].value["text"].source == html.format(there.pk, alone.pk)


@pytest.mark.django_db
def test_topics_and_related_pages_are_those_of_the_language_and_the_plan_stays_behind(
    site: Site, english: Locale
) -> None:
    user = make_administrator()
    peace, war = make_topic("Frieden", "frieden"), make_topic("Krieg", "krieg")
    peace_english = draft_snippet_translation(peace, locale=english)
    related = make_page(site.german, "Verwandt")
    related_english = draft_translation(related, locale=english, user=user).page
    statement = make_statement(site.statements)
    statement.topics.set([peace, war])
    statement.related_links.add(RelatedPage(related_page=related))
    statement.posts.add(Post(channel="telegram", is_enabled=True, text="Auf Deutsch"))
    statement.save()

    draft = StatementPage.objects.get(pk=draft_translation(statement, locale=english, user=user).page.pk)

    assert {topic.pk for topic in draft.topics.all()} == {peace_english.pk, war.pk}
    assert [link.related_page.pk for link in draft.related_links.all()] == [related_english.pk]
    assert draft.posts.count() == 0


@pytest.mark.django_db
def test_a_translation_goes_live_while_its_original_stays_a_draft(site: Site, english: Locale) -> None:
    page = make_page(site.german, live=False)
    draft = draft_translation(page, locale=english, user=make_administrator()).page

    draft.get_latest_revision().publish()

    page.refresh_from_db()
    draft.refresh_from_db()
    assert (page.live, draft.live) == (False, True)


@pytest.mark.django_db
def test_who_may_not_add_pages_there_is_told_so(site: Site, english: Locale) -> None:
    create_groups()
    nobody, author = make_user("niemand"), make_user("autorin", group=AUTHORS)
    page = make_page(site.german)

    with pytest.raises(NotTranslatableError, match="Start"):
        draft_translation(page, locale=english, user=nobody)

    assert draft_translation(page, locale=english, user=author).page.owner == author
