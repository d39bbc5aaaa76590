import gc
import warnings
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from pytest_django import Settings
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Locale, Page, PageLogEntry, Site

from cms.api.execution import run
from cms.api.source import context_for
from cms.example.drawings import DRAWINGS
from cms.example.media import IMAGES
from cms.example.site import load_site
from cms.images.models import CustomImage
from cms.images.presets import ImagePreset
from cms.pages.models import ContentPage
from home.models import ContactPage, HomePage, LocalGroupPage, SiteSettings, StandardPage
from publications.models import (
    ContributionPage,
    DebatePage,
    EventPage,
    NewsletterIssue,
    PublicationPage,
    StatementPage,
    StudyModulePage,
    StudyProgrammePage,
    Topic,
)

LANGUAGES = ("de", "en")
GERMAN_MENU = "/wer-wir-sind/ /stellungnahmen/ /debatten/ /termine/ /mitmachen/ /ortsgruppen/ /kontakt/"
ENGLISH_MENU = (
    "/en/who-we-are/ /en/statements/ /en/debates/ /en/events/ /en/get-involved/ /en/local-groups/ /en/contact/"
)
ROUTE = """
query ($path: String!) {
  route(path: $path) {
    ... on PageRoute {
      isFallback
      page {
        title
        path
        locale
        summary
        heroImage { alt }
        body {
          __typename
          ... on CallToActionBlock { href }
          ... on ImageBlock { image { alt } }
        }
        translations { path locale }
      }
    }
  }
}
"""
MENU = "query ($locale: Locale) { site(locale: $locale) { shortName menu { title path } } }"


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def example_site(db: None) -> None:
    load_site(today=timezone.localdate())


def load() -> str:
    """Run the command. Wagtail leaves the temporary files of renditions to the garbage collector, which complains."""
    output = StringIO()
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        call_command("load_example_site", stdout=output)
        gc.collect()
    return output.getvalue()


def ask(document: str, **variables: str) -> Any:
    answer = run(document, variables=variables, context=context_for(None))
    assert answer.errors == ()
    return answer.data


def pages(language: str) -> list[ContentPage]:
    return list(Page.objects.filter(depth__gt=1, locale__language_code=language).specific())


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_each_language_has_the_same_pages() -> None:
    models = (HomePage, StandardPage, StatementPage, EventPage, LocalGroupPage, ContactPage)
    later = (DebatePage, ContributionPage, StudyProgrammePage, StudyModulePage, PublicationPage, NewsletterIssue)

    for language in LANGUAGES:
        counts = [model.objects.live().filter(locale__language_code=language).count() for model in models + later]
        assert counts == [1, 4, 3, 4, 2, 2, 1, 3, 1, 2, 1, 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_german_pages_have_english_translations_of_the_same_shape() -> None:
    english = {page.translation_key: page for page in pages("en")}

    for page in pages("de"):
        assert shape(page) == shape(english[page.translation_key]), page


def shape(page: ContentPage) -> tuple[Any, ...]:
    blocks = [(block.block_type, markup(block)) for block in page.body]
    facts = [page.hero_image, page.show_in_menus, bool(page.summary), len(getattr(page, "key_points", []))]
    dates = [getattr(page, name, None) for name in ("date", "start", "end", "status", "kind", "address")]
    topics = {topic.translation_key for topic in getattr(page, "topic_list", [])}
    return blocks, facts, dates, topics


def markup(block: StreamValue.StreamChild) -> list[int] | None:
    """Count elements: a translation has as many paragraphs, list items and links as the original."""
    if block.block_type != "paragraph":
        return None
    html = block.value["text"].source
    return [html.count(f"<{tag}") for tag in ("p>", "ul>", "ol>", "li>", "b>", "i>", "a ")]


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_bodies_are_what_the_editor_accepts() -> None:
    for page in [*pages("de"), *pages("en")]:
        page.full_clean()
        page.body.stream_block.clean(page.body)


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_statements_have_key_points_one_quote_and_topics_in_their_language() -> None:
    statements = StatementPage.objects.newest_first()

    assert [bool(statement.hero_image) for statement in statements] == [True, True, False, False, True, True]
    assert Topic.objects.count() == 4
    for statement in statements:
        assert 3 <= len(statement.key_points) <= 5
        assert [block.block_type for block in statement.body].count("quote") == 1
        assert {topic.locale for topic in statement.topics.all()} == {statement.locale}
        assert statement.date < timezone.localdate()


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_events_are_one_cancelled_one_past_and_two_upcoming() -> None:
    now = timezone.now()

    for language in LANGUAGES:
        events = EventPage.objects.filter(locale__language_code=language)
        assert events.filter(status="cancelled", start__gt=now).count() == 1
        assert events.filter(status="scheduled", end__lt=now).count() == 1
        assert events.filter(status="scheduled", start__gt=now).count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_images_have_alt_texts_in_both_languages_a_licence_and_a_focal_point() -> None:
    images = CustomImage.objects.all()

    assert images.count() == len(DRAWINGS)
    for image in images:
        image.full_clean()
        assert image.alt_de != image.alt_en
        assert all((image.alt_de, image.alt_en, image.credit, image.file_hash, image.focal_point_x))
        assert image.license == "CC0-1.0"


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_pages_answer_by_their_address_in_their_language() -> None:
    for page in [*pages("de"), *pages("en")]:
        path = context_for(None).path(page) or ""
        route = ask(ROUTE, path=path)["route"]

        assert not route["isFallback"]
        assert (route["page"]["title"], route["page"]["path"]) == (page.title, path)
        assert route["page"]["locale"] == page.locale.language_code
        assert len(route["page"]["translations"]) == 1
        assert all(href.startswith("/en/") == (page.locale.language_code == "en") for href in hrefs(route["page"]))


def hrefs(page: dict[str, Any]) -> list[str]:
    return [block["href"] for block in page["body"] if block["__typename"] == "CallToActionBlock"]


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_menu_holds_who_we_are_statements_events_and_how_to_join() -> None:
    german, english = (ask(MENU, locale=code)["site"]["menu"] for code in ("de", "en"))

    assert " ".join(entry["path"] for entry in german) == GERMAN_MENU
    assert " ".join(entry["path"] for entry in english) == ENGLISH_MENU


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_site_shows_the_german_home_page_and_the_organization() -> None:
    site = Site.objects.get()
    organization = SiteSettings.for_site(site)

    assert (site.hostname, site.port, site.is_default_site) == ("localhost", 80, True)
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="de")
    assert (organization.organization_name, organization.short_name) == ("Kommunistische Organisation", "KO")
    assert organization.logo is not None
    assert {page.specific_class for page in Page.objects.filter(depth=2)} == {HomePage}


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_pages_have_a_history() -> None:
    published = PageLogEntry.objects.filter(action="wagtail.publish").count()

    assert published == len(pages("de")) + len(pages("en"))
    assert all(page.live_revision_id for page in pages("de"))


@pytest.mark.django_db
def test_pictures_show_at_once() -> None:
    load()

    assert {image.renditions.count() for image in CustomImage.objects.all()} == {len(ImagePreset)}


@pytest.mark.django_db
@pytest.mark.usefixtures("example_site")
def test_second_run_changes_nothing() -> None:
    before = list(Page.objects.values()), list(CustomImage.objects.values()), Locale.objects.count()

    assert load() == "There is a home page already, so nothing was changed.\n"
    assert before == (list(Page.objects.values()), list(CustomImage.objects.values()), Locale.objects.count())


@pytest.mark.django_db
@pytest.mark.parametrize(("debug", "administrators"), [(True, 1), (False, 0)])
def test_administrator_is_made_in_debug_mode_only(settings: Settings, *, debug: bool, administrators: int) -> None:
    settings.DEBUG = debug

    output = load()

    assert get_user_model().objects.filter(username="admin", is_superuser=True).count() == administrators
    assert output.count("with the password admin") == administrators


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_shipped_images_are_what_the_drawings_draw(name: str) -> None:
    shipped = (IMAGES / f"{name}.png").read_bytes()
    with Image.open(BytesIO(DRAWINGS[name]())) as drawn, Image.open(BytesIO(shipped)) as kept:
        pairs = zip(small(drawn), small(kept), strict=True)

    assert len(shipped) < 250_000
    assert max(abs(one - other) for one, other in pairs) <= 2


def small(image: Image.Image) -> bytes:
    """Return the picture so small that another Pillow's rounding does not show."""
    return image.convert("RGBA").resize((60, 34)).tobytes()
