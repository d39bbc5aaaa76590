from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings

from cms.editing.workflows.groups import AUTHORS, EDITORS, create_groups
from tests.browser import picture, violations
from tests.cms.editing.journeys.desk import Desk, desk_of
from tests.cms.editing.journeys.kinds import EACH, LISTS, Kind
from tests.factories.home import make_groups
from tests.factories.people import make_user
from tests.factories.register import make_debate, make_debate_index, make_module, make_publication_index
from tests.factories.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Frieden schaffen"


@pytest.fixture
def desks(site: Site, live_server: Any, chromium: Browser, settings: Settings) -> Iterator[tuple[Desk, Desk]]:
    """An author and an editor, and a place for each type of page."""
    # Saving by click while Wagtail saves a new page by itself makes two pages with one slug, which Wagtail answers 500.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    create_groups()
    make_groups(site.german)
    make_debate(make_debate_index(site.german))
    make_module(site.german)
    make_publication_index(site.german)
    people = (make_user("autorin", group=AUTHORS), make_user("redakteur", group=EDITORS))
    desks = tuple(desk_of(user, chromium=chromium, address=live_server.url) for user in people)
    yield desks
    for desk in desks:
        # What the server still answers must not meet a closed door.
        desk.page.wait_for_load_state("networkidle")
        desk.page.context.close()


@pytest.mark.parametrize("kind", EACH, ids=str)
def test_two_people_bring_a_page_to_readers_and_back(desks: tuple[Desk, Desk], live_server: Any, kind: Kind) -> None:
    author, editor = desks

    begin(author, kind)
    author.write("Ein Satz.")
    author.save()
    picture(author.page, f"journey-{kind}")
    assert [found for found in violations(author.page) if not is_of_wagtail(found)] == []
    shown = author.previews()
    assert list(shown) == list(kind.channels)
    # A leaflet is a picture of paper.
    assert [channel for channel, text in shown.items() if TITLE not in text] == ["leaflet"]
    author.submit()

    editor.approve(TITLE)
    editor.open_page(TITLE)
    address = address_of(editor, live_server.url)
    assert read(editor.page, address) == (200, True)

    editor.translate()
    assert editor.page.locator(".translation-panel").get_by_text("Übersetzt aus").is_visible()
    editor.publish()
    editor.open_list(*kind.below)
    editor.open_page(TITLE)
    editor.fill({"summary": "Seit gestern."})
    editor.publish()
    assert "Seit gestern." in editor.page.request.get(address).text()

    editor.open_page(TITLE)
    editor.withdraw()
    assert editor.page.request.get(address).status == 410


@pytest.mark.parametrize("kind", LISTS, ids=str)
def test_an_editor_brings_a_list_to_readers_and_back(desks: tuple[Desk, Desk], live_server: Any, kind: Kind) -> None:
    _author, editor = desks

    begin(editor, kind)
    editor.save()
    assert list(editor.previews()) == list(kind.channels)
    editor.publish()
    editor.open_page(TITLE)
    address = address_of(editor, live_server.url)
    assert read(editor.page, address) == (200, True)
    editor.translate()
    editor.open_list(*kind.below)
    editor.open_page(TITLE)
    editor.withdraw()

    assert editor.page.request.get(address).status == 410


def begin(desk: Desk, kind: Kind) -> None:
    desk.open_list(*kind.below)
    desk.create(kind.name)
    desk.fill({"title": TITLE, "summary": "Kurz gesagt.", **kind.fields})


def address_of(desk: Desk, site: str) -> str:
    """Return where the website has the page that is open, as the link in its header says."""
    path = desk.page.locator("a.page-status-tag:not(.w-hidden)").get_attribute("href") or ""
    return site + path.removeprefix("https://www.example.org").removeprefix("http://www.example.org")


def read(page: Page, address: str) -> tuple[int, bool]:
    answer = page.request.get(address)
    return answer.status, TITLE in answer.text()


def is_of_wagtail(violation: str) -> bool:
    """Say whether it is the field of rich text, which Wagtail names for nobody when it stands within a block."""
    return violation.startswith("aria-input-field-name") and "public-DraftEditor-content" in violation
