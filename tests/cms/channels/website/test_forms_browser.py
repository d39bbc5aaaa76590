from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from cms.channels import enquiries
from tests.browser import picture, violations
from tests.cms.channels.website.test_website_browser import OVERFLOW
from tests.factories.home import make_contact_page, make_group, make_groups
from tests.factories.site import Site
from tests.mailbox import Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(site: Site, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(enquiries, "SHORTEST", timedelta(seconds=-1))
    cache.clear()
    make_contact_page(site.german)
    make_group(make_groups(site.german), region="Norden", meeting_place="Beispielhaus", latitude=53.1, longitude=8.8)
    yield f"{live_server.url}/kontakt/"
    cache.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_can_be_filled_in_on_a_phone(form: str, browser_page: Page, mailbox: Mailbox, scheme: Any) -> None:
    browser_page.set_viewport_size({"width": 320, "height": 700})
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(form)
    looked_at(browser_page, f"form-blank-{scheme}")

    browser_page.get_by_label("Nachricht", exact=True).fill("Guten Tag,\n\nGrüße")
    browser_page.get_by_role("button", name="Nachricht absenden").click()
    looked_at(browser_page, f"form-problems-{scheme}")
    assert browser_page.evaluate("document.activeElement.id") == "form:problems"
    assert browser_page.get_by_label("Nachricht", exact=True).input_value() == "Guten Tag,\n\nGrüße"
    assert browser_page.title().startswith("Fehler: ")

    browser_page.locator(".form__problems a").first.click()
    browser_page.keyboard.type("leserin@example.net")
    browser_page.get_by_label("Ortsgruppe").select_option(label="Bremen – Ortsgruppe Bremen")
    browser_page.get_by_label("Ich bin einverstanden.").check()
    browser_page.get_by_role("button", name="Nachricht absenden").click()
    browser_page.wait_for_url("**/?sent=1*")
    assert browser_page.evaluate("document.activeElement.id") == "form:sent"
    looked_at(browser_page, f"form-sent-{scheme}")

    assert mailbox.envelopes[0].rcpt_tos == ["bremen@example.org"]
    assert browser_page.context.cookies() == []


@pytest.mark.parametrize("width", [1280, 320])
def test_groups_can_be_read_by_everyone(form: str, browser_page: Page, width: int) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})

    for path in ("/ortsgruppen/", "/ortsgruppen/bremen/"):
        browser_page.goto(form.replace("/kontakt/", path))
        looked_at(browser_page, f"website{path.replace('/', '-')}{width}")


def looked_at(page: Page, name: str) -> None:
    picture(page, name)
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) == 0
