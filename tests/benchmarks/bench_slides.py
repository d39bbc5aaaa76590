import statistics
import time
from collections.abc import Callable
from io import BytesIO
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

from cms.typesetting import fitting, flow, words
from cms.typesetting.content import Content
from cms.typesetting.fonts import Face
from cms.typesetting.hard_cases import hard_brand, hard_cases
from cms.typesetting.shapes import SHAPES, Shape
from cms.typesetting.slides import draw

RUNS = 3
GOAL = 300
# Without our layout: every text in one size, broken after so many letters.
PLAIN_SIZE, PLAIN_LETTERS = 48, 38
KEPT = (fitting._fit_headline, flow._layout, words.text_of, words.advance)  # noqa: SLF001  Each run starts without them.


def cpu_milliseconds(work: Callable[[], object]) -> float:
    """Return the median CPU time of some runs after one to warm up."""
    work()
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return statistics.median(times) * 1000


def ours(content: Content, shape: Shape) -> None:
    """Draw a slide as if its words had never been seen."""
    for kept in KEPT:
        kept.cache_clear()
    draw.__wrapped__(content, brand=hard_brand(), shape=shape)


def plain(text: str, shape: Shape) -> None:
    """Draw the same text with Pillow alone: no balance, no sizes, no hyphens."""
    picture = Image.new("RGB", (shape.width, shape.height), "#a8121a")
    font = ImageFont.truetype(Face.SERIF_BOLD.path, PLAIN_SIZE)
    lines = [line for part in text.split("\n") for line in wrap(part, PLAIN_LETTERS)]
    ImageDraw.Draw(picture).multiline_text((shape.margin, shape.top), "\n".join(lines), font=font, fill="white")
    picture.save(BytesIO(), "JPEG", quality=90, subsampling="4:4:4")


def bench_slides() -> None:
    """Print the CPU time of every hard case in every shape, and how many times that of Pillow alone it is."""
    print(f"\n{'slide':22}" + "".join(f"{name:>20}" for name in SHAPES) + "   CPU ms (times plain Pillow)")
    worst = 0.0
    for name, content in hard_cases().items():
        said = draw(content, brand=hard_brand()).alt_text
        cells = []
        for shape in SHAPES.values():
            cost = cpu_milliseconds(lambda content=content, shape=shape: ours(content, shape))  # type: ignore[misc]
            alone = cpu_milliseconds(lambda said=said, shape=shape: plain(said, shape))  # type: ignore[misc]
            worst = max(worst, cost)
            cells.append(f"{cost:12.0f} ({cost / alone:4.1f})")
        print(f"{name:22}" + "".join(f"{cell:>20}" for cell in cells))
    print(f"the dearest slide: {worst:.0f} ms CPU, {worst / GOAL:.2f} of the goal of {GOAL} ms")
