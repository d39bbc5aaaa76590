from django.test import Client
from django.urls import reverse
from wagtail.models import Site as WagtailSite

from home.models import SiteSettings
from tests.factories.site import Site


def test_login_names_the_organization(site: Site, client: Client) -> None:
    response = client.get(reverse("wagtailadmin_login"))

    assert "Kommunistische Organisation" in response.content.decode()
    assert "/brand/admin/a8121a-1b1b1f.css" in response.content.decode()


def test_login_works_before_anything_is_set_up(db: None, client: Client) -> None:
    SiteSettings.objects.all().delete()
    WagtailSite.objects.all().delete()

    response = client.get(reverse("wagtailadmin_login"))

    assert response.status_code == 200
    assert SiteSettings.objects.count() == 0


def test_stylesheet_may_be_kept_for_ever(db: None, client: Client) -> None:
    response = client.get(reverse("admin_brand", args=["a8121a", "1b1b1f"]))

    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response.headers["Cache-Control"]
    assert b"--w-color-secondary-hue" in response.content
