from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cms.measure import Unit, measure
from cms.pages.models import Channel
from tests.browser import picture, violations
from tests.cms.channels.test_preview_browser import sign_in
from tests.factories.site import Site, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HARD = [
    "Lest https://www.example.org/bücher/?q=1#ä und http://x.example",
    "",
    " \u00a0a\u2009b\x1cc\x85d\ufeffe\n\n",
    "ä a\u0308 ö",
    "👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪🇫🇷 👍🏽",
    "e\u0301\u0323 \u1100\u1161\u11a8 \u212b \u2126",
    "ﷺ ﬁ ẞ İ Ǆ",
    "עברית العربية",
    "\U0001d518\U0001d52b \U0001f9d1\u200d\U0001f33e",
    "a\r\nb",
    "z̷̢̛a̶l̸g̴o̵",
    "\u200b\u200d\u2060",
    "\ud800 halb",
]


def open_channels(page: Page, address: str, pk: int) -> None:
    page.goto(f"{address}/admin/pages/{pk}/edit/")
    page.locator(".w-tabs__tab").nth(1).click()


def test_browser_and_server_count_the_same(site: Site, live_server: Any, browser_page: Page) -> None:
    sign_in(browser_page, live_server.url)
    open_channels(browser_page, live_server.url, make_statement(site.statements).pk)
    script = "([texts, units]) => units.map((unit) => texts.map((text) => window.editing.measure(text, unit)))"

    counted = browser_page.evaluate(script, [HARD, [unit.value for unit in Unit]])

    assert dict(zip(Unit, counted, strict=True)) == {unit: [measure(text, unit=unit) for text in HARD] for unit in Unit}


def test_browser_trims_as_the_server_strips(site: Site, live_server: Any, browser_page: Page) -> None:
    sign_in(browser_page, live_server.url)
    open_channels(browser_page, live_server.url, make_statement(site.statements).pk)

    trimmed = browser_page.evaluate("(texts) => texts.map(window.editing.trimmed)", HARD)

    assert trimmed == [text.strip() for text in HARD]


def test_an_editor_plans_a_post(site: Site, live_server: Any, browser_page: Page) -> None:
    statement = make_statement(site.statements, summary="Die Wehrpflicht dient dem Krieg.")
    sign_in(browser_page, live_server.url)
    open_channels(browser_page, live_server.url, statement.pk)
    plan = browser_page.locator("[data-plan=instagram]")
    plan.locator(".plan__switch").click()
    expect(plan.locator("[data-plan-text]")).to_contain_text("Die Wehrpflicht dient", timeout=30_000)

    plan.locator("textarea").fill("Nein! 👍🏽")
    expect(plan.locator("[data-plan-used]")).to_have_text("10")
    plan.locator("input[value=ink]").check()
    plan.locator("input[value=square]").check()
    picture(browser_page, "editor-channels")
    assert violations(browser_page) == []
    with browser_page.expect_navigation():
        browser_page.get_by_role("button", name="Entwurf speichern").first.click()
    open_channels(browser_page, live_server.url, statement.pk)

    expect(plan.locator("textarea")).to_have_value("Nein! 👍🏽")
    expect(plan.get_by_role("switch")).to_be_checked()
    statement.refresh_from_db()
    draft = statement.get_latest_revision_as_object()
    post = draft.posts.get(channel=Channel.INSTAGRAM)
    assert (post.text, post.slide_style, post.slide_shape) == ("Nein! 👍🏽", "ink", "square")


def test_the_generated_text_can_be_taken_over_by_keyboard(site: Site, live_server: Any, browser_page: Page) -> None:
    statement = make_statement(site.statements)
    sign_in(browser_page, live_server.url)
    open_channels(browser_page, live_server.url, statement.pk)
    plan = browser_page.locator("[data-plan=telegram]")
    plan.get_by_role("switch").focus()
    browser_page.keyboard.press("Space")
    button = plan.locator("[data-plan-take]")
    expect(button).to_be_enabled(timeout=30_000)

    button.focus()
    browser_page.keyboard.press("Enter")

    expect(plan.locator("textarea")).to_be_focused()
    assert plan.locator("textarea").input_value().startswith("Nein zur Wehrpflicht")
    expect(plan.locator("[data-plan-generated]")).to_be_hidden()


def test_the_counter_tells_when_the_limit_is_near_and_over(site: Site, live_server: Any, browser_page: Page) -> None:
    sign_in(browser_page, live_server.url)
    open_channels(browser_page, live_server.url, make_statement(site.statements).pk)
    plan = browser_page.locator("[data-plan=instagram]")
    plan.locator(".plan__switch").click()
    announced = browser_page.locator("[data-plans-announcement]")

    plan.locator("textarea").fill("x" * 2190)
    expect(announced).to_contain_text("10")
    plan.locator("textarea").fill("x" * 2203)

    expect(announced).to_contain_text("3")
    expect(plan.locator(".plan__count--over")).to_be_visible()


@pytest.mark.parametrize(
    ("time", "hours", "warning"),
    [
        ("2026-10-25T02:30", 2, ""),
        ("2027-10-31T02:00", 2, ""),
        ("2027-03-28T02:30", 0, "03:00"),
        ("2026-12-24T18:00", 1, ""),
    ],
)
def test_changed_clocks_are_explained_at_once(
    site: Site, live_server: Any, browser_page: Page, time: str, hours: int, warning: str
) -> None:
    sign_in(browser_page, live_server.url)
    open_channels(browser_page, live_server.url, make_statement(site.statements).pk)
    plan = browser_page.locator("[data-plan=telegram]")
    plan.locator(".plan__switch").click()
    plan.locator("input[value=at]").check()

    plan.locator("[data-plan-time]").fill(time)

    expect(plan.locator("[data-plan-twice]")).to_be_visible(visible=hours == 2)
    expect(plan.locator("[data-plan-time-problem]")).to_be_visible(visible=bool(warning))
    expect(plan.locator("[data-plan-time-problem]")).to_contain_text(warning)
