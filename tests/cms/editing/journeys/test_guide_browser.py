import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, ViewportSize
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.editing.workflows.groups import AUTHORS, EDITORS
from publications.models import DebatePage, EventPage, StatementPage
from tests.cms.editing.journeys.desk import desk_of
from tests.cms.editing.journeys.guide import (
    DOCS,
    PICTURES,
    Act,
    keep,
    nothing_more,
    show_blocks,
    show_channels,
    show_checks,
    show_menu,
    show_positions,
    show_preview,
    show_repetition,
    show_settings,
)
from tests.factories.desk import plan_post
from tests.factories.people import make_user
from tests.factories.site import make_root

GUIDES = [DOCS / "editors.de.md", DOCS / "editors.en.md"]
HEAVIEST = 120_000
LANGUAGES = {"en": "en-US", "de": "de-DE"}
WINDOW: ViewportSize = {"width": 1200, "height": 760}
PHONE: ViewportSize = {"width": 390, "height": 760}


def named(guide: Path) -> set[Path]:
    return {(guide.parent / target).resolve() for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", guide.read_text())}


@pytest.mark.skipif(not os.environ.get("UPDATE_EXPECTED"), reason="Pictures are taken by: make expected")
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pictures_are_taken(live_server: Any, chromium: Browser, settings: Any) -> None:
    settings.PUBLIC_URL = live_server.url
    make_root()
    call_command("load_example_site")
    leave_translations_behind()
    author, editor = make_user("Anna", group=AUTHORS), make_user("Emil", group=EDITORS)
    for language, browser_language in LANGUAGES.items():
        signed_in = desk_of(editor, chromium=chromium, address=live_server.url).page.context.storage_state()
        for name, (address, act) in screens(language, ask_for_review(language, author)).items():
            window = PHONE if name == "phone" else WINDOW
            # A window of its own: the admin remembers which panels were open, and asks before it leaves a form.
            context = chromium.new_context(storage_state=signed_in, viewport=window, locale=browser_language)
            page = context.new_page()
            page.goto(live_server.url + address)
            act(page)
            nothing_more(page)
            keep(page, PICTURES / language / f"{name}.png")
            context.close()


def screens(language: str, waiting: Page) -> dict[str, tuple[str, Act]]:
    of_language = {"locale__language_code": language}
    statement = StatementPage.objects.filter(**of_language).exclude(pk=waiting.pk).exclude(hero_image=None).first()
    events = EventPage.objects.filter(**of_language)
    past, series = events.earliest("start"), events.exclude(repeats="").first()
    debate = DebatePage.objects.filter(**of_language).first()
    image = get_image_model().objects.exclude(focal_point_x=None).first()
    return {
        "dashboard": (reverse("wagtailadmin_home"), nothing_more),
        "pages": (reverse("wagtailadmin_explore", args=[statement.get_parent().pk]), nothing_more),
        "statement": (form(statement), nothing_more),
        "blocks": (form(statement), show_blocks),
        "checks": (form(past), show_checks),
        "preview": (form(statement), show_preview),
        "channels": (form(statement), show_channels),
        "publishing": (form(statement), show_settings),
        "review": (form(waiting), show_menu),
        "event": (form(series), show_repetition),
        "debate": (form(debate), show_positions),
        "image": (reverse("wagtailimages:edit", args=[image.pk]), nothing_more),
        "calendar": (reverse("editing_calendar"), nothing_more),
        "translations": (reverse("translation:report"), nothing_more),
        "phone": (form(statement), nothing_more),
    }


def form(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def leave_translations_behind() -> None:
    changed = StatementPage.objects.filter(locale__language_code="de").first()
    changed.summary = f"{changed.summary} Auch hier."
    changed.save_revision().publish()
    StatementPage.objects.filter(locale__language_code="en").exclude(translation_key=changed.translation_key)[
        1
    ].delete()


def ask_for_review(language: str, author: Any) -> Page:
    page = StatementPage.objects.filter(locale__language_code=language).last()
    page = plan_post(page, at=timezone.now() + timedelta(days=1), publish=False)
    page.get_workflow().start(page, author)
    return page


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_picture_is_there_and_small(guide: Path) -> None:
    assert [path for path in named(guide) if not path.is_file() or path.stat().st_size > HEAVIEST] == []


def test_every_picture_is_used() -> None:
    used = {path for guide in GUIDES for path in named(guide)}

    assert set(PICTURES.rglob("*.png")) - used == set()


def test_both_guides_show_the_same() -> None:
    german, english = ({path.name for path in named(guide)} for guide in GUIDES)

    assert german == english
