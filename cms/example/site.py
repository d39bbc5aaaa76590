from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.example.media import LOGO, Images, load_images
from cms.example.pages import place, publish
from cms.example.register import load_register
from cms.example.texts import PageText, english_text, german_texts
from cms.example.topics import load_topics
from cms.importing.links import LinkTargets
from cms.pages.models import ContentPage
from home.models import HomePage, SiteSettings

Written = list[tuple[ContentPage, PageText]]


@dataclass(frozen=True, kw_only=True)
class Report:
    pages: int
    images: int


def is_empty() -> bool:
    return not HomePage.objects.exists()


@transaction.atomic
def load_site(*, today: date) -> Report:
    """Fill an empty database with the example site, in German and English."""
    german, _created = Locale.objects.get_or_create(language_code="de")
    english, _created = Locale.objects.get_or_create(language_code="en")
    images = load_images()
    load_topics(german=german, english=english)
    load_register(german=german, english=english)
    written = _place_pages(german, english, today=today)
    site = _site(home=written[0][0])
    _remove_welcome_page()
    _describe_organization(site, images=images, pages={text.name: page for page, text in reversed(written)})
    links = LinkTargets(site)
    for page, text in written:
        publish(page, text=text, links=links, images=images)
    return Report(pages=len(written), images=len(images))


def _place_pages(german: Locale, english: Locale, *, today: date) -> Written:
    root = Page.get_first_root_node()
    german_pages: dict[str | None, Page] = {None: root}
    english_pages: dict[str | None, Page] = {None: root}
    written: Written = []
    for text in german_texts():
        page = place(text, parent=german_pages[text.below], locale=german, german=None, today=today)
        other_text = english_text(text.name)
        other = place(other_text, parent=english_pages[text.below], locale=english, german=page, today=today)
        german_pages[text.name], english_pages[text.name] = page, other
        written += [(page, text), (other, other_text)]
    return written


def _site(*, home: Page) -> Site:
    site = Site.objects.filter(is_default_site=True).first()
    site = site or Site(hostname="localhost", port=80, is_default_site=True)
    site.root_page = home
    site.save()
    return site


def _remove_welcome_page() -> None:
    """Delete the page that Wagtail's migrations leave below the root; it is a page without a type of its own."""
    plain = ContentType.objects.get_for_model(Page)
    for page in Page.objects.filter(depth=2, content_type=plain):
        page.delete()


def _describe_organization(site: Site, *, images: Images, pages: Mapping[str, ContentPage]) -> None:
    organization = SiteSettings.for_site(site)
    organization.organization_name = "Kommunistische Organisation"
    organization.short_name = "KO"
    organization.email = "info@example.org"
    organization.telegram_handle = "ko_beispiel"
    organization.instagram_handle = "ko.beispiel"
    organization.logo = images[LOGO]
    organization.profile_de = "Wir wollen die Fragen klären, an denen die kommunistische Bewegung gespalten ist."
    organization.profile_en = "We want to clarify the questions that divide the communist movement."
    organization.postal_address = "Kommunistische Organisation\nBeispielstraße 1\n12345 Beispielstadt"
    organization.responsible = "Vorstand der Beispielorganisation, Beispielstraße 1, 12345 Beispielstadt"
    organization.imprint_page = pages["imprint"]
    organization.privacy_page = pages["privacy"]
    organization.full_clean()
    organization.save()
