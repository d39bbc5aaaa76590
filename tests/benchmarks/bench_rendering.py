import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from PIL import Image

from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from home.models import StandardPage
from tests.factories.site import Site

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CLIENT_TEXT = Path(__file__).parents[1] / "cms" / "importing" / "client_text.md"
PATH = "/en/who-is-the-kommunistische-organisation-ko/"
RUNS = 7


def cpu_milliseconds(work: Callable[[], object]) -> float:
    """Return the median CPU time of several runs after one to warm up."""
    work()
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return sorted(times)[RUNS // 2] * 1000


@pytest.fixture
def client_page(site: Site) -> StandardPage:
    call_command("import_document", str(CLIENT_TEXT), kind="standard", locale="en", publish=True)
    return StandardPage.objects.get(slug="who-is-the-kommunistische-organisation-ko")


def bench_channels(client_page: StandardPage) -> None:
    """Print what each channel costs for the client's text, against loading the page from the database alone."""
    load = cpu_milliseconds(lambda: list(StandardPage.objects.get(pk=client_page.pk).body))
    print(f"\n{'channel':12}{'CPU ms':>10}{'x loading the page':>22}")
    for name in ("website", "telegram", "newsletter", "leaflet", "instagram", "feeds", "calendar"):
        each = channel(name)
        cost = cpu_milliseconds(
            lambda each=each: each.message(in_process_source(), path=PATH, locale="en", now=NOW)  # type: ignore[misc]
        )
        print(f"{name:12}{cost:10.1f}{cost / load:22.1f}")


def bench_slide(client_page: StandardPage) -> None:
    """Print what a slide costs, against encoding an empty picture of its size."""
    message = channel("instagram").message(in_process_source(), path=PATH, locale="en", now=NOW)
    slides = len(message.files) - 2
    carousel = channel("instagram")
    whole = cpu_milliseconds(lambda: carousel.message(in_process_source(), path=PATH, locale="en", now=NOW))
    blank = cpu_milliseconds(lambda: Image.new("RGB", (1080, 1350), "#a8121a").save(BytesIO(), "JPEG", quality=90))
    slide = whole / slides
    print(f"\none slide {slide:.1f} ms CPU, {slide / blank:.1f} times an empty picture ({blank:.1f} ms)")
