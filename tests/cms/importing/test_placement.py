import pytest
from django.core.management import CommandError

from cms.pages.addresses import RESERVED_SLUGS
from home.models import StandardPage
from publications.models import StatementPage
from tests.cms.importing.conftest import Import
from tests.factories.site import Site, make_page


@pytest.mark.parametrize("slug", ["a b", "a/b", "..", "robots.txt", "a\n", "x" * 300, "a\x00"])
def test_a_slug_that_is_no_part_of_an_address_is_refused(import_document: Import, slug: str) -> None:
    with pytest.raises(CommandError, match="letters, digits, hyphens and underscores"):
        import_document("# Titel\n\nText", slug=slug)


@pytest.mark.parametrize("slug", ["über-uns", "мир", "2026_a"])
def test_a_slug_may_hold_letters_of_any_alphabet(import_document: Import, slug: str) -> None:
    import_document("# Titel\n\nText", slug=slug)

    assert StandardPage.objects.filter(slug=slug).exists()


@pytest.mark.parametrize("slug", [*sorted(RESERVED_SLUGS - {"robots.txt", "sitemap.xml"}), "Admin", "EN", "suche"])
def test_an_address_of_the_system_is_refused_below_the_home_page(import_document: Import, slug: str) -> None:
    with pytest.raises(CommandError, match=f"The slug '{slug}' is an address of the system itself"):
        import_document("# Titel\n\nText", slug=slug)


def test_a_title_that_makes_an_address_of_the_system_is_refused(import_document: Import) -> None:
    with pytest.raises(CommandError, match="The slug 'media' is an address of the system itself"):
        import_document("# Media\n\nText")


def test_an_address_of_the_system_will_do_below_other_pages(import_document: Import) -> None:
    import_document("# Titel\n\nText", kind="statement", slug="media")

    assert StatementPage.objects.filter(slug="media").exists()


def test_a_title_of_many_long_letters_makes_a_slug_that_fits(import_document: Import) -> None:
    import_document(f"# {'ß' * 255}\n\nText")

    assert StandardPage.objects.filter(slug="s" * 255).exists()


def test_what_the_page_itself_refuses_is_said(import_document: Import, site: Site) -> None:
    make_page(site.german, "Titel", locale=site.english.locale)

    with pytest.raises(CommandError, match="'titel'"):
        import_document("# Titel\n\nText")


@pytest.mark.parametrize("title", ["Eins\nzwei\n===", "Eins  \nzwei\n===", "# Eins&#10;zwei"])
def test_a_title_is_one_line(import_document: Import, title: str) -> None:
    import_document(f"{title}\n\nText")

    assert StandardPage.objects.get(slug="eins-zwei").title == "Eins zwei"
