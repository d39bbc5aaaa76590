import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

MENU = "footer [data-w-dropdown-target=toggle]"
PREVIEW = "[data-side-panel-toggle=preview]"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What one person does in the admin, with the mouse and the keys alone."""

    page: Page
    start: str

    def open_list(self, *titles: str) -> None:
        """Go to the pages below the last of these, each of which stands below the one before."""
        self.page.goto(self.start)
        self.page.locator(".sidebar-menu-item__link", has_text="Seiten").first.click()
        *above, last = titles
        for title in above:
            self._in_explorer(title).locator(".c-page-explorer__item__action").last.click()
        self._in_explorer(last).locator(".c-page-explorer__item__link").click()
        self.page.wait_for_load_state()

    def create(self, kind: str) -> None:
        """Begin a page of a kind below the page whose list is open."""
        self.page.get_by_label("Unterseite hinzufügen", exact=True).click()
        self.page.wait_for_load_state()
        choice = self.page.locator("ul.listing a.w-flex").get_by_text(kind, exact=True)
        # Where only one kind can stand, there is nothing to choose.
        if choice.count():
            choice.click()
        expect(self.page.locator("#id_title")).to_be_visible(timeout=30_000)

    def fill(self, fields: dict[str, str]) -> None:
        for name, value in fields.items():
            field = self.page.locator(f"#id_{name}")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
                # A picker of dates stays open over what comes next.
                field.press("Tab")

    def write(self, text: str) -> None:
        """Add a paragraph to the body."""
        body = self.page.locator("[data-contentpath=body]")
        body.locator("[data-streamfield-stream-container] ~ div button, button.c-sf-add-button").first.click()
        self.page.get_by_role("option", name="Absatz").click()
        body.locator("[contenteditable=true]").first.click()
        self.page.keyboard.type(text)
        # The editor of rich text hands over what was typed a moment later.
        expect(body.locator("[name=body-0-value-text]")).to_have_value(re.compile(text))

    def save(self) -> None:
        with self.page.expect_navigation():
            self.act(".action-save")

    def act(self, action: str) -> None:
        """Press a button at the foot of the editor, opening its menu if need be."""
        # The tests' database is one connection, so what the form still asks for comes first.
        self.page.wait_for_load_state("networkidle")
        button = self.page.locator(f"footer {action}").first
        if not button.is_visible():
            self.page.locator(MENU).last.click()
        button.click()

    def submit(self) -> None:
        with self.page.expect_navigation():
            self.act("[name=action-submit]")

    def approve(self, title: str) -> None:
        """Find what waits for approval on the dashboard, and approve it."""
        self.page.goto(self.start)
        self.page.locator(".desk-panel--tasks, .desk-panel").get_by_role("link", name=title).first.click()
        with self.page.expect_navigation():
            self.act("[data-workflow-action-name=approve]")

    def open_page(self, title: str) -> None:
        """Open a page from the list it stands in."""
        self.page.locator("td.title").get_by_role("link", name=title, exact=True).first.click()
        expect(self.page.locator("#id_title")).to_be_visible(timeout=30_000)

    def publish(self) -> None:
        with self.page.expect_navigation():
            self.act("[name=action-publish]")

    def withdraw(self) -> None:
        with self.page.expect_navigation():
            self.act("a[href$='/unpublish/']")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Veröffentlichung aufheben").click()

    def translate(self) -> None:
        with self.page.expect_navigation():
            self.page.locator(".translation-panel").get_by_role("button", name="Englisch").click()

    def previews(self) -> dict[str, str]:
        """Show the draft on each of its channels, and return what was shown."""
        modes = self.page.locator("#id_preview_mode option").evaluate_all("all => all.map(option => option.value)")
        first, *others = modes
        shown = {first: self._shown(first, lambda: self.page.click(PREVIEW))}
        for mode in others:
            shown[mode] = self._shown(mode, partial(self.page.select_option, "#id_preview_mode", mode))
        return shown

    def _shown(self, mode: str, ask: Callable[[], Any]) -> str:
        frame = self.page.locator("[data-controller=w-preview] iframe")
        with self.page.expect_response(lambda found: f"/preview/{mode}/" in found.url) as answer:
            ask()
        assert answer.value.status == 200
        text = answer.value.text()
        # The panel takes no further wish while it draws.
        expect(frame).to_have_count(1, timeout=30_000)
        return text

    def _in_explorer(self, title: str) -> Locator:
        return self.page.locator(".c-page-explorer__item").filter(has_text=title).first


def desk_of(user: AbstractUser, *, chromium: Browser, address: str, **options: Any) -> Desk:
    """Return the admin as one person has it who has signed in already."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}, "locale": "de-DE"} | options))
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])
    return Desk(page=context.new_page(), start=f"{address}/admin/")
