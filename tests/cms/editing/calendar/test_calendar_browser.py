from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.pages.posts import Post
from tests.browser import picture, violations
from tests.cms.channels.test_preview_browser import sign_in
from tests.factories.desk import days, make_failure, plan_post, published_on, schedule
from tests.factories.site import Site, make_event, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


def noon_on(weekday: int) -> Any:
    """Return the noon of a day of the week after next, which is to come whenever the test runs."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return noon - timedelta(days=noon.weekday()) + timedelta(days=14 + weekday)


@pytest.fixture
def busy(site: Site) -> Site:
    """A week with a clash, a failure, an event and a page to come, in channels that were in use before."""
    for week in range(5):
        page = published_on(make_statement(site.statements, f"Erklärung {week}"), timezone.now() - days(7 * week + 7))
        plan_post(page, at=timezone.now() - days(7 * week + 6))
    page = published_on(make_statement(site.statements, "Aufruf zur Demonstration"), timezone.now() - days(60))
    plan_post(page, at=noon_on(1))
    plan_post(published_on(make_statement(site.statements, "Neue Zeitschrift"), noon_on(0)), at=noon_on(1) + days(0.05))
    schedule(make_statement(site.statements, "Zum Streikrecht"), at=noon_on(3))
    published_on(make_event(site.events, "Offenes Treffen", start=noon_on(4)), timezone.now() - days(60))
    make_failure(page, due_at=timezone.now() - days(1))
    return site


def open_calendar(page: Page, address: str, view: str) -> None:
    page.goto(f"{address}/admin/calendar/?view={view}&day={noon_on(0).date()}")


@pytest.mark.parametrize("view", ["month", "week"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_calendar_is_accessible(busy: Site, live_server: Any, browser_page: Page, view: str, theme: Any) -> None:
    browser_page.emulate_media(color_scheme=theme)
    sign_in(browser_page, live_server.url)
    for width in (PHONE, {"width": 1280, "height": 900}):
        browser_page.set_viewport_size(width)  # type: ignore[arg-type]  A size as Playwright's own type has it.
        open_calendar(browser_page, live_server.url, view)

        picture(browser_page, f"calendar-{view}-{theme}-{width['width']}")
        assert violations(browser_page) == []


def test_dragging_moves_a_post_to_another_day(busy: Site, live_server: Any, browser_page: Page) -> None:
    sign_in(browser_page, live_server.url)
    open_calendar(browser_page, live_server.url, "week")
    title = browser_page.locator(".entry__title", has_text="Aufruf zur Demonstration")
    entry = browser_page.locator("td .entry[data-move]", has=title)

    entry.drag_to(browser_page.locator(f"tr:has-text('Telegram') td[data-day='{noon_on(5).date()}']"))

    expect(browser_page.locator(".messages")).to_contain_text("Aufruf zur Demonstration")
    moved = Post.objects.get(page__title="Aufruf zur Demonstration").scheduled_at
    assert moved == noon_on(5)


def test_form_moves_a_page_by_keyboard(busy: Site, live_server: Any, browser_page: Page) -> None:
    browser_page.set_viewport_size(PHONE)  # type: ignore[arg-type]  A size as Playwright's own type has it.
    sign_in(browser_page, live_server.url)
    open_calendar(browser_page, live_server.url, "week")
    browser_page.locator(".calendar-list .entry", has_text="Zum Streikrecht").locator(".entry__move").press("Enter")
    picture(browser_page, "calendar-move-390")
    assert violations(browser_page) == []

    browser_page.fill("[name=day]", noon_on(6).date().isoformat())
    browser_page.press("[name=clock]", "Enter")

    expect(browser_page.locator(".messages")).to_contain_text("Zum Streikrecht")
    expect(browser_page.locator(".calendar-list li:has(h3)", has_text="Zum Streikrecht")).to_contain_text(
        str(noon_on(6).day)
    )
