from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.cms.editing.journeys.desk import MENU, PREVIEW

DOCS = Path(__file__).parents[4] / "docs"
PICTURES = DOCS / "images" / "editors"
COLORS = 64
PATIENCE = 30_000

# What is shown of a page whose form is open, by the name of the picture.
Act = Callable[[Page], None]


def keep(page: Page, path: Path) -> None:
    """Keep what is to be seen, small enough for a repository."""
    page.mouse.move(0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    shown.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)


def show_blocks(page: Page) -> None:
    body = page.locator("[data-contentpath=body]")
    _to_middle(body)
    body.locator("button.c-sf-add-button").first.click()
    expect(page.get_by_role("option").first).to_be_visible(timeout=PATIENCE)


def show_checks(page: Page) -> None:
    found = page.locator("[data-checks]")
    expect(found.locator(".checks__finding, .checks__fine").nth(1)).to_be_attached(timeout=PATIENCE)
    _to_middle(found)


def show_preview(page: Page) -> None:
    with page.expect_response(lambda found: "/preview/website/" in found.url):
        page.click(PREVIEW)
    # The panel takes no further wish while it draws.
    expect(page.locator("[data-controller=w-preview] iframe")).to_have_count(1, timeout=PATIENCE)
    nothing_more(page)
    with page.expect_response(lambda found: "/preview/instagram/" in found.url):
        page.select_option("#id_preview_mode", "instagram")
    slide = page.frame_locator("[data-controller=w-preview] iframe").last.locator("img").first
    expect(slide).to_be_visible(timeout=PATIENCE)


def show_channels(page: Page) -> None:
    page.locator(".w-tabs__tab").nth(1).click()
    plan = page.locator("[data-plan=instagram]")
    plan.locator(".plan__switch").click()
    expect(plan.locator("[data-plan-take]")).to_be_enabled(timeout=PATIENCE)


def show_settings(page: Page) -> None:
    page.locator(".w-tabs__tab").nth(2).click()
    page.click("[data-side-panel-toggle=status]")


def show_menu(page: Page) -> None:
    page.locator(MENU).last.click()
    expect(page.locator("footer [data-workflow-action-name=approve]").first).to_be_visible(timeout=PATIENCE)


def show_repetition(page: Page) -> None:
    _to_middle(page.locator("#id_repeats"))


def show_positions(page: Page) -> None:
    _to_middle(page.locator("[data-contentpath=positions]"))


def nothing_more(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def _to_middle(found: Locator) -> None:
    found.page.wait_for_load_state("networkidle")
    found.first.evaluate("found => found.scrollIntoView({block: 'center'})")
