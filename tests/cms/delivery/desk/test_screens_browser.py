from typing import Any

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect
from wagtail.models import Page

from cms.delivery.models import ChannelAccount, Delivery, DeliveryAttempt
from tests.browser import picture, violations
from tests.cms.channels.test_preview_browser import sign_in
from tests.cms.delivery.desk.conftest import in_doubt, with_slides
from tests.factories.desk import make_account, make_delivery, make_failure
from tests.factories.site import NOW, Site, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def filled(site: Site, page: Page) -> Delivery:
    """Return a post in doubt with all that it can have, beside others in every state."""
    make_account("telegram", locale="en", name="Verein, English", is_paused=True)
    make_account("telegram", locale="fr", name="Früher", retired_at=NOW)
    moved = {"problem_code": "telegram.chat_moved", "problem": "Bad Request: upgraded", "moved_to": "-1001"}
    make_account("telegram", locale="tr", name="Ortsgruppe", health="reauth", **moved)
    make_failure(make_statement(site.statements, "Gescheitert"), reason="telegram.too_long")
    for state in ("unconfirmed", "publishing", "waiting", "cancelled", "missed"):
        make_delivery(make_statement(site.statements, state), state=state)
    make_delivery(page, state="published", published_at=NOW, permalink="https://t.me/verein/1", reason="cannot_change")
    delivery = with_slides(page, state="needs_decision", publish_started_at=NOW, doubted_at=NOW, reason="absent")
    decided = {"step": "decide", "outcome": "left", "problem": "In der App nachgesehen.", "worker": "anna"}
    DeliveryAttempt.objects.create(delivery=delivery, fence=1, at=NOW, **decided)
    said = {"outcome": "absent", "problem": "Nicht in der Liste.", "status": 200, "body": '{"data": []}'}
    DeliveryAttempt.objects.create(delivery=delivery, fence=1, step="observe", at=NOW, **said)
    return delivery


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_screens_are_accessible_and_fit(
    filled: Delivery, live_server: Any, browser_page: BrowserPage, theme: Any, width: int
) -> None:
    post = f"/admin/posts/{filled.pk}/"
    account = ChannelAccount.objects.get(is_paused=True).pk
    screens = {
        "posts": "/admin/posts/",
        "post": post,
        "post-seen": f"{post}seen/",
        "post-absent": f"{post}absent/",
        "post-conflict": f"{post}again/",
        "accounts": "/admin/posts/accounts/",
        "account": f"/admin/posts/accounts/{account}/",
        "account-retire": f"/admin/posts/accounts/{account}/retire/",
        "account-connect": "/admin/posts/accounts/connect/telegram/",
    }
    browser_page.emulate_media(color_scheme=theme)
    browser_page.set_viewport_size({"width": width, "height": 900})
    sign_in(browser_page, live_server.url)
    found = {}
    for name, address in screens.items():
        browser_page.goto(f"{live_server.url}{address}")
        picture(browser_page, f"desk-{name}-{theme}-{width}")
        too_wide = browser_page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[name] = (violations(browser_page), too_wide)

    assert found == {name: ([], False) for name in screens}


def test_copy_buttons_copy_and_tell_it(filled: Delivery, live_server: Any, browser_page: BrowserPage) -> None:
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(browser_page, live_server.url)
    browser_page.goto(f"{live_server.url}/admin/posts/{filled.pk}/")
    copied = {}
    for source in ("post-text", "alt-2"):
        button = browser_page.locator(f"[data-copy={source}]")
        # With the keyboard, as many people do.
        button.focus()
        browser_page.keyboard.press("Enter")
        expect(browser_page.locator("[data-copy-announcement]")).not_to_be_empty()
        expect(browser_page.locator(f"[data-copy={source}] [data-copy-label]")).to_have_text(
            browser_page.get_attribute("[data-copied]", "data-copied") or ""
        )
        copied[source] = browser_page.evaluate("navigator.clipboard.readText()")

    assert copied == {"post-text": "Wir sagen Nein.\n\n#Frieden", "alt-2": "Drei Gründe"}


def test_without_a_clipboard_the_text_is_copied_all_the_same(
    filled: Delivery, live_server: Any, browser_page: BrowserPage
) -> None:
    browser_page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    sign_in(browser_page, live_server.url)
    browser_page.goto(f"{live_server.url}/admin/posts/{filled.pk}/")

    browser_page.click("[data-copy=alt-1]")

    expect(browser_page.locator("[data-copy-announcement]")).not_to_be_empty()
    assert browser_page.evaluate("getSelection().toString()") == "Titel: Nein zur Wehrpflicht"


def test_slides_are_scrolled_on_a_phone_by_keyboard(
    filled: Delivery, live_server: Any, browser_page: BrowserPage
) -> None:
    browser_page.set_viewport_size({"width": 390, "height": 844})
    sign_in(browser_page, live_server.url)
    browser_page.goto(f"{live_server.url}/admin/posts/{filled.pk}/")
    slides = browser_page.locator(".slides")

    slides.focus()
    browser_page.keyboard.press("ArrowRight")

    browser_page.wait_for_function("document.querySelector('.slides').scrollLeft > 0")
    assert slides.evaluate("element => element.scrollWidth > element.clientWidth")


def test_a_post_in_doubt_is_settled_on_a_phone(live_server: Any, browser_page: BrowserPage, page: Page) -> None:
    delivery = in_doubt(page)
    browser_page.set_viewport_size({"width": 390, "height": 844})
    sign_in(browser_page, live_server.url)
    browser_page.goto(f"{live_server.url}/admin/posts/")

    browser_page.click(f".posts-row a[href='/admin/posts/{delivery.pk}/']")
    browser_page.click("a[href$='/seen/']")
    browser_page.fill("input[name=link]", "https://t.me/verein/77")
    browser_page.click(".decide button[type=submit]")

    browser_page.wait_for_url(f"{live_server.url}/admin/posts/{delivery.pk}/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id) == ("published", "77")
