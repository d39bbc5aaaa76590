import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Locale, Page

from cms.editing.translation.drafts import draft_translation
from cms.editing.workflows.groups import AUTHORS, create_groups
from home.models import StandardPage
from tests.factories.people import make_administrator, make_user
from tests.factories.site import Site, make_page

REPORT = "/admin/translation/report/"


@pytest.fixture
def administrator(site: Site, client: Client) -> Client:
    client.force_login(make_administrator())
    return client


@pytest.fixture
def behind(site: Site) -> Page:
    """A page whose English draft is behind, beside the two lists that are missing in English."""
    page = make_page(site.german, "Überholt")
    draft_translation(page, locale=Locale.objects.get(language_code="en"), user=make_administrator("andere"))
    page.summary = "Neu."
    page.save_revision().publish()
    return page


def listed(client: Client, **asked: Any) -> list[tuple[str, str]]:
    response: Any = client.get(REPORT, asked)
    assert response.status_code == 200
    return sorted((page.title, page.coverage) for page in response.context_data["object_list"])


def test_the_report_lists_what_is_missing_or_behind(administrator: Client, behind: Page, site: Site) -> None:
    everything = [("Stellungnahmen", "missing"), ("Termine", "missing"), ("Überholt", "behind")]

    assert listed(administrator) == everything
    assert listed(administrator, into="en") == everything
    assert listed(administrator, into="de") == []


def test_the_report_can_be_narrowed(administrator: Client, behind: Page) -> None:
    standard = ContentType.objects.get_for_model(StandardPage)
    make_page(behind.get_parent(), "Entwurf", live=False)

    assert listed(administrator, coverage="behind") == [("Überholt", "behind")]
    assert listed(administrator, live="false") == [("Entwurf", "missing")]
    assert listed(administrator, content_type=standard.pk) == [("Entwurf", "missing"), ("Überholt", "behind")]


def test_a_language_that_does_not_exist_is_not_found(administrator: Client) -> None:
    assert administrator.get(REPORT, {"into": "fr"}).status_code == 404


def test_the_report_costs_the_same_for_more_pages(
    administrator: Client, behind: Page, django_assert_max_num_queries: Any
) -> None:
    administrator.get(REPORT)
    with CaptureQueriesContext(connection) as few:
        administrator.get(REPORT)
    for title in ("Eins", "Zwei", "Drei"):
        make_page(behind.get_parent(), title)

    with django_assert_max_num_queries(len(few)):
        administrator.get(REPORT)


def test_the_report_is_taken_away_as_a_table(administrator: Client, behind: Page) -> None:
    text = administrator.get(REPORT, {"export": "csv", "coverage": "behind"}).getvalue().decode()
    sheet = load_workbook(BytesIO(administrator.get(REPORT, {"export": "xlsx"}).getvalue())).active

    heading, row = csv.reader(StringIO(text))
    assert (len(heading), row[0], row[-2]) == (9, "Überholt", "behind")
    assert sheet is not None
    assert sheet.max_row == 4


def test_the_report_is_for_those_who_edit_pages(site: Site, client: Client) -> None:
    create_groups()
    client.force_login(make_user("autorin", group=AUTHORS))
    allowed = client.get(REPORT).status_code
    client.force_login(make_user("niemand"))

    assert (allowed, client.get(REPORT).status_code) == (200, 302)


def test_the_report_is_in_the_menu_of_reports(administrator: Client) -> None:
    assert reverse("translation:report") in administrator.get("/admin/").content.decode()
