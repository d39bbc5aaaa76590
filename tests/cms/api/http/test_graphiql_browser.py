from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import picture
from tests.factories.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_graphiql_runs_a_query(site: Site, live_server: Any, browser_page: Page) -> None:
    browser_page.goto(f"{live_server.url}/graphql/")

    browser_page.click("button.graphiql-execute-button")

    expect(browser_page.locator(".result-window")).to_contain_text("Kommunistische Organisation")
    picture(browser_page, "graphiql")
