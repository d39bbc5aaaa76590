from typing import Any

import pytest
from playwright.sync_api import Page

from home.models import StandardPage
from tests.cms.channels.test_preview_browser import sign_in
from tests.factories.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOW_ANSWERS = """
const send = window.fetch;
window.fetch = async (...request) => {
  const answer = await send(...request);
  await new Promise(resolve => setTimeout(resolve, 1500));
  return answer;
};
// The form is connected twice while the page loads; what is written between both would count as there before.
document.addEventListener("w-unsaved:watch-edits", () => setTimeout(() => window.isWatched = true, 500));
document.addEventListener("w-autosave:save", () => window.isSaving = true);
"""


@pytest.mark.parametrize(("button", "live"), [(".action-save", False), ("[name=action-publish]", True)])
def test_a_click_waits_for_autosave(site: Site, live_server: Any, browser_page: Page, button: str, live: Any) -> None:
    browser_page.add_init_script(SLOW_ANSWERS)
    sign_in(browser_page, live_server.url)
    browser_page.goto(f"{live_server.url}/admin/pages/add/home/standardpage/{site.german.pk}/")
    browser_page.wait_for_function("window.isWatched")
    browser_page.fill("#id_title", "Wer wir sind")
    browser_page.wait_for_function("window.isSaving")
    browser_page.fill("#id_summary", "Was zuletzt geschrieben wurde.")

    with browser_page.expect_navigation():
        browser_page.locator(f"#page-edit-form button{button}").first.evaluate("button => button.click()")

    page = StandardPage.objects.get(title="Wer wir sind")
    assert page.get_latest_revision_as_object().summary == "Was zuletzt geschrieben wurde."
    assert page.live is live
