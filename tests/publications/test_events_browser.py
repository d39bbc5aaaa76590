from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from publications.models import EventPage
from tests.browser import picture, violations
from tests.cms.channels.test_preview_browser import sign_in
from tests.factories.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TALL, PHONE = {"width": 1280, "height": 3600}, {"width": 390, "height": 4800}
# What each mistake is told as, beside its own field.
MISTAKES = {
    "end": "Das Ende muss nach dem Anfang liegen.",
    "repeats_until": "Geben Sie den letzten Tag der Reihe an.",
}
NO_DATE = "Das ist kein Termin der Reihe. In der Nähe liegen: Mi, 16. Dez. 2026, Mi, 23. Dez. 2026, Mi, 30. Dez. 2026."


def open_form(page: Page, address: str, site: Site) -> None:
    sign_in(page, address)
    page.goto(f"{address}/admin/pages/add/publications/eventpage/{site.events.pk}/")


def enter(page: Page, **fields: str) -> None:
    # The calendars that open beside the fields, some time after a click, stand before the next button.
    page.add_style_tag(content=".xdsoft_datetimepicker { display: none !important; }")
    for name, value in fields.items():
        page.fill(f"#id_{name}", value)


def enter_meeting(page: Page, *, exception: str, **fields: str) -> None:
    """Enter a meeting on every Wednesday by hand, with one exception."""
    times = {"start": "2026-12-02 19:00", "end": "2026-12-02 21:00"}
    enter(page, title="Offenes Treffen", **(times | fields))
    page.select_option("#id_repeats", "weekly")
    page.click("#id_exceptions-ADD")
    enter(page, **{"exceptions-0-date": exception})


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click("#page-edit-form button.action-save")


def error(page: Page, field: str) -> Locator:
    return page.locator(f".w-field__wrapper:has(#id_{field}) .error-message").first


def test_an_editor_enters_a_series_with_an_exception(site: Site, live_server: Any, browser_page: Page) -> None:
    open_form(browser_page, live_server.url, site)
    enter_meeting(browser_page, repeats_until="2027-06-30", exception="2026-12-23")

    save(browser_page)

    event = EventPage.objects.get().get_latest_revision_as_object()
    assert event.recurrence["rule"] == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T215959Z"
    assert [str(exception.date) for exception in event.exceptions.all()] == ["2026-12-23"]


@pytest.mark.parametrize("size", [TALL, PHONE], ids=["desk", "phone"])
def test_mistakes_are_told_beside_their_fields(site: Site, live_server: Any, browser_page: Page, size: Any) -> None:
    browser_page.set_viewport_size(size)
    open_form(browser_page, live_server.url, site)
    enter_meeting(browser_page, end="2026-12-02 18:00", exception="2026-12-24")
    save(browser_page)
    picture(browser_page, f"event-mistakes-{size['width']}")
    for field, told in MISTAKES.items():
        expect(error(browser_page, field)).to_have_text(told)

    enter(browser_page, end="2026-12-02 21:00", repeats_until="2027-06-30")
    save(browser_page)

    picture(browser_page, f"event-exception-{size['width']}")
    expect(error(browser_page, "exceptions-0-date")).to_have_text(NO_DATE)
    assert violations(browser_page) == []
