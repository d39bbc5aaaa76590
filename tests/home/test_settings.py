from collections.abc import Callable
from typing import Any

from wagtail.models import Locale, PageViewRestriction

from home.models import SiteSettings, StandardPage
from tests.factories.site import Site, make_page

SITE = """query Site($locale: Locale) { site(locale: $locale) {
  profile responsible postalAddress imprintPage { title path } privacyPage { title path }
} }"""


def describe(page: StandardPage, **fields: str) -> None:
    settings = SiteSettings.objects.get()
    settings.imprint_page = settings.privacy_page = page
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()


def test_the_imprint_follows_the_language(site: Site, ask: Callable[..., Any]) -> None:
    german = make_page(site.german, "Impressum")
    english = german.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title, english.slug = "Imprint", "imprint"
    english.save_revision().publish()
    describe(german)

    found = [ask(SITE, locale=locale)["site"]["imprintPage"] for locale in ("de", "en")]

    assert found == [{"title": "Impressum", "path": "/impressum/"}, {"title": "Imprint", "path": "/en/imprint/"}]


def test_an_imprint_without_a_translation_is_shown_in_its_language(site: Site, ask: Callable[..., Any]) -> None:
    describe(make_page(site.german, "Impressum"))

    assert ask(SITE, locale="en")["site"]["imprintPage"] == {"title": "Impressum", "path": "/impressum/"}


def test_a_page_that_readers_cannot_see_is_not_linked(site: Site, ask: Callable[..., Any]) -> None:
    page = make_page(site.german, "Datenschutz")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    describe(page)

    assert ask(SITE)["site"]["privacyPage"] is None


def test_the_organization_describes_itself(site: Site, ask: Callable[..., Any]) -> None:
    describe(
        make_page(site.german),
        profile_de="Wir wollen Klarheit.",
        responsible="A. Beispiel, Beispielstadt",
        postal_address="Postfach 1\r\n\r\n 12345 Beispielstadt ",
    )

    found = ask(SITE, locale="en")["site"]

    assert found["profile"] == "Wir wollen Klarheit."
    assert found["responsible"] == "A. Beispiel, Beispielstadt"
    assert found["postalAddress"] == "Postfach 1\n12345 Beispielstadt"
