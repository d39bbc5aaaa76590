import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from publications.models import StatementPage
from tests.cms.importing.wordpress.bodies import body_html
from tests.cms.importing.wordpress.conftest import ImportWordPress
from tests.cms.importing.wordpress.exports import item
from tests.factories.site import Site, make_page

LINKS = [
    ("https://alt.example.org/?p=2", True),
    ("/?p=2", True),
    ("?p=2", True),
    ("http://www.alt.example.org/2020/05/titel-2/", True),
    ("/2020/05/titel-2", True),
    ("../titel-2/", True),
    ("https://anders.example.org/?p=2", False),
]


@pytest.mark.parametrize(("href", "is_internal"), LINKS)
def test_links_to_posts_that_come_later_lead_to_their_pages(
    import_wordpress: ImportWordPress, href: str, *, is_internal: bool
) -> None:
    import_wordpress([item(1, f'<a href="{href}">da</a>'), item(2, "Zwei")])

    target = StatementPage.objects.get(slug="titel-2")
    html = body_html(StatementPage.objects.get(slug="titel-1").get_latest_revision_as_object())
    expected = f'<a linktype="page" id="{target.pk}">da</a>' if is_internal else f'<a href="{href}">da</a>'
    assert html == f"<p>{expected}</p>"


def test_a_link_to_a_place_inside_a_post_keeps_the_place(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, '<a href="/?p=2#ende">da</a>'), item(2, "Zwei")], publish=True)

    html = body_html(StatementPage.objects.get(slug="titel-1"))
    assert html == '<p><a href="/stellungnahmen/titel-2/#ende">da</a></p>'


def test_old_addresses_lead_to_the_pages(import_wordpress: ImportWordPress, site: Site) -> None:
    other = make_page(site.german, "Ziel")
    Redirect.add_redirect("/2020/05/titel-2", other, site=None)
    Redirect.objects.update(site=site.german.get_site())

    report = import_wordpress([item(1, "Eins"), item(2, "Zwei")], publish=True)

    page = StatementPage.objects.get(slug="titel-1")
    assert set(Redirect.objects.filter(redirect_page=page).values_list("old_path", flat=True)) == {
        "/2020/05/titel-1",
        "/?p=1",
    }
    assert "the old address /2020/05/titel-2 leads to another page already" in report
    assert "redirects                   3" in report


def test_the_address_with_the_number_leads_to_the_page(import_wordpress: ImportWordPress, client: Client) -> None:
    import_wordpress([item(12, "Zwölf")], publish=True)

    response = client.get("/?p=12", headers={"host": "www.example.org"}, secure=True)

    assert (response.status_code, response["Location"]) == (301, "/stellungnahmen/titel-12/")
