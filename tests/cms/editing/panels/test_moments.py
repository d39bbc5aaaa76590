from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation

from cms.editing.panels.moments import MomentField
from home.models import StandardPage
from publications.models import StudyModulePage
from tests.cms.editing.checks.test_gate import submitted
from tests.factories.site import Site, make_page


@pytest.fixture
def editor(admin_client: Client) -> Client:
    # What is said stands in the language of the editor's browser.
    admin_client.get("/admin/", headers={"Accept-Language": "de"})
    return admin_client


def save(editor: Client, page: StandardPage, **fields: Any) -> str:
    response = editor.post(f"/admin/pages/{page.pk}/edit/", submitted(page, **fields), follow=True)
    return response.content.decode()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-06-01 18:00", datetime(2027, 6, 1, 16, tzinfo=UTC)),
        ("2027-12-01 18:00", datetime(2027, 12, 1, 17, tzinfo=UTC)),
        # Clocks show these twice; the first counts.
        ("2027-10-31 02:00", datetime(2027, 10, 31, 0, tzinfo=UTC)),
        ("2027-10-31 02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31T02:59", datetime(2027, 10, 31, 0, 59, tzinfo=UTC)),
        ("2027-10-31 03:00", datetime(2027, 10, 31, 2, tzinfo=UTC)),
        ("2027-10-31T02:30+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        ("", None),
    ],
)
def test_a_time_is_what_clocks_show_here(text: str, moment: datetime | None) -> None:
    assert MomentField(required=False).clean(text) == moment


@pytest.mark.parametrize("text", ["0001-01-01 00:00", "0026-06-01 18:00", "9999-12-31 23:59"])
def test_years_that_nobody_means_are_refused(text: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=r"Give a year from 1900 to 2100\."):
        MomentField().clean(text)


def test_an_hour_left_out_in_spring_is_refused_with_the_nearest_times() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        MomentField().clean("2027-03-28 02:30")

    (message,) = refusal.value.messages
    assert message == (
        "On March 28, 2027 clocks go straight from 01:59 to 03:00 in Europe/Berlin, so there is no 02:30. "
        "Choose 01:59 or 03:00."
    )


def test_an_editor_elsewhere_gives_times_by_their_own_clock() -> None:
    with timezone.override("America/New_York"):
        moment = MomentField().clean("2027-03-28 02:30")

    assert moment == datetime(2027, 3, 28, 6, 30, tzinfo=UTC)


def test_nonsense_is_refused_as_ever() -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="Enter a valid date/time"):
        MomentField().clean("morgen")


def test_a_page_scheduled_for_an_hour_shown_twice_takes_the_first_and_says_so(editor: Client, site: Site) -> None:
    page = make_page(site.german)

    answer = save(editor, page, go_live_at="2027-10-31 02:30", expire_at="2027-11-30 02:30")

    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert draft.go_live_at.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert answer.count("(UTC+02:00)") == 1


def test_a_page_scheduled_for_an_hour_left_out_is_told_what_to_choose(editor: Client, site: Site) -> None:
    page = make_page(site.german)

    answer = save(editor, page, expire_at="2027-03-28 02:30")

    page.refresh_from_db()
    assert "Wählen Sie 01:59 oder 03:00." in answer
    assert page.latest_revision is None


def test_inline_moments_are_read_the_same_way(db: None) -> None:
    formset = StudyModulePage.get_edit_handler().get_form_class().formsets["sessions"]

    assert isinstance(formset.form.base_fields["start"], MomentField)
