import os
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from home.models import StandardPage
from publications.models import StatementPage
from tests.cms.importing.wordpress.conftest import ImportWordPress
from tests.cms.importing.wordpress.conftest import import_wordpress as import_wordpress  # noqa: PLC0414  A fixture.
from tests.cms.importing.wordpress.exports import comment, item
from tests.factories.site import Site

MANY = int(os.environ.get("BENCHMARK_POSTS", "2000"))
FEW = MANY // 10
SENTENCE = "Ein <strong>Satz</strong> mit <a href='/?p=7'>Link</a> und etwas mehr Text, wie er in Beiträgen steht. "


def posts(number: int) -> Iterator[str]:
    for each in range(1, number + 1):
        block = f"<!-- wp:paragraph --><p>{SENTENCE * 4}</p><!-- /wp:paragraph -->\n"
        classic = f"{SENTENCE * 4}\n\n<ul><li>eins</li><li>zwei</li></ul>\n\n"
        content = (block if each % 2 else classic) * 5
        yield item(each, content, more=comment(each, "Karl", "Ein Kommentar"))


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds_per_page(site: Site) -> float:
    """Return what Wagtail alone needs to make and publish a page of the same size."""
    body = [("paragraph", {"text": f"<p>{SENTENCE * 20}</p>"})]
    started = time.process_time()
    for number in range(50):
        page = site.german.add_child(instance=StandardPage(title=f"Seite {number}", body=body, live=False))
        page.save_revision().publish()
    return (time.process_time() - started) / 50


def bench_wordpress(import_wordpress: ImportWordPress, site: Site, tmp_path: Path) -> None:
    """Print what importing posts costs against making the pages alone, and how memory grows with the posts."""
    alone = seconds_per_page(site)
    print(f"\n{'posts':>8}{'seconds':>10}{'ms CPU each':>13}{'x a page alone':>16}{'peak MB':>10}{'second run':>12}")
    for number in (FEW, MANY):
        StatementPage.objects.all().delete()
        started, cpu = time.monotonic(), time.process_time()
        report = import_wordpress(posts(number), publish=True, report=tmp_path / "report.txt")
        seconds, each = time.monotonic() - started, (time.process_time() - cpu) / number
        memory = peak_megabytes()
        started = time.monotonic()
        again = import_wordpress(publish=True, report=tmp_path / "report.txt")
        print(
            f"{number:8}{seconds:10.0f}{each * 1000:13.1f}{each / alone:16.1f}{memory:10.0f}"
            f"{time.monotonic() - started:10.0f} s",
            flush=True,
        )
        assert re.search(rf"unchanged +{number}\n", again)
        assert re.search(rf"created +{number}\n", report)
