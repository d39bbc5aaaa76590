import math
import random
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]

RED, DEEP_RED = "#A8121A", "#7A0B12"
INK, GRAPHITE = "#1B1B1F", "#3B393C"
PAPER, LINEN, SAND = "#FBF9F5", "#EFE7D9", "#DCCFB8"

WIDTH, HEIGHT = 2400, 1350
LOGO_SIDE = 1024
SHARPNESS = 3


class Poster:
    """A sheet on which flat shapes are printed, drawn larger than it is kept so that edges come out smooth."""

    def __init__(self, ground: str, *, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.size = size
        self.image = Image.new("RGB", (size[0] * SHARPNESS, size[1] * SHARPNESS), ground)

    def shape(self, points: Iterable[Point], color: str) -> None:
        outline = [(x * SHARPNESS, y * SHARPNESS) for x, y in points]
        ImageDraw.Draw(self.image).polygon(outline, fill=color)

    def disc(self, center: Point, radius: float, color: str) -> None:
        middle = (center[0] * SHARPNESS, center[1] * SHARPNESS)
        ImageDraw.Draw(self.image).circle(middle, radius * SHARPNESS, fill=color)

    def line(self, points: Iterable[Point], *, width: float, color: str) -> None:
        """Draw a round-ended line through points that lie closer together than it is wide."""
        for point in points:
            self.disc(point, width / 2, color)

    def overprint(self, points: Iterable[Point], color: str) -> None:
        """Print a shape as a second ink, which darkens what lies below it."""
        layer = Poster("white", size=self.size)
        layer.shape(points, color)
        self.image = ImageChops.multiply(self.image, layer.image)

    def through(self, window: "Poster", other: "Poster") -> None:
        """Show another sheet where the window is white."""
        self.image.paste(other.image, mask=window.image.convert("L"))

    def kept(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.LANCZOS)

    def png(self) -> bytes:
        return png_of(self.kept().quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE))


def png_of(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def rectangle(left: float, top: float, width: float, height: float) -> list[Point]:
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]


def turned(points: Iterable[Point], *, about: Point, degrees: float) -> list[Point]:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    moved = [(x - about[0], y - about[1]) for x, y in points]
    return [(about[0] + x * cosine - y * sine, about[1] + x * sine + y * cosine) for x, y in moved]


def ray(center: Point, *, start: float, end: float) -> list[Point]:
    """Return a wedge of light between two angles in degrees, clockwise from the right."""
    edges = [(math.cos(math.radians(angle)), math.sin(math.radians(angle))) for angle in (start, end)]
    return [center, *((center[0] + x * WIDTH, center[1] + y * WIDTH) for x, y in edges)]


def cloth(top: Point, *, fly: float, drop: float, wave: float, phase: float) -> list[Point]:
    """Return a flag in the wind, from the top of its pole to the right."""
    steps = [step / 60 for step in range(61)]
    swing = [math.sin(step * math.tau * 0.8 + phase) * wave * step for step in steps]
    upper = [(top[0] + step * fly, top[1] + lift) for step, lift in zip(steps, swing, strict=True)]
    lower = [(x, y + drop - (x - top[0]) * 0.05) for x, y in upper]
    return upper + lower[::-1]


def banners() -> bytes:
    """Three flags on rising ground, printed over one another."""
    poster = Poster(LINEN)
    poster.disc((1490, 640), 500, SAND)
    poster.shape([(0, 1350), (0, 1300), (2400, 1080), (2400, 1350)], INK)
    poles = [((380.0, 1400.0), 930), ((800.0, 1400.0), 1110), ((1220.0, 1400.0), 1290)]
    for foot, height in poles:
        top = (foot[0], foot[1] - height)
        waving = cloth(top, fly=940, drop=400, wave=58, phase=0.4 + foot[0] / 500)
        poster.overprint(turned(waving, about=foot, degrees=7), RED)
    for foot, height in poles:
        staff = rectangle(foot[0] - 11, foot[1] - height - 50, 22, height + 50)
        poster.shape(turned(staff, about=foot, degrees=7), INK)
    return poster.png()


def steps() -> bytes:
    """People going up, each one step above the last; the first carries a flag."""
    poster = Poster(RED)
    poster.disc((1800, 450), 345, PAPER)
    for index in range(8):
        left, top = 180 + index * 270, 1220 - index * 110
        poster.shape(rectangle(left, top, WIDTH - left, HEIGHT - top), INK if index % 2 else GRAPHITE)
        poster.shape(rectangle(left, top, WIDTH - left, 10), LINEN)
    for index in range(1, 5):
        _figure(poster, foot=(315 + index * 270, 1220 - index * 110), color=LINEN)
    poster.shape(turned(rectangle(1736, 180, 12, 490), about=(1742, 670), degrees=8), INK)
    waving = cloth((1748, 192), fly=240, drop=130, wave=16, phase=0.4)
    poster.shape(turned(waving, about=(1742, 670), degrees=8), RED)
    _figure(poster, foot=(1665, 670), color=RED)
    return poster.png()


def _figure(poster: Poster, *, foot: Point, color: str) -> None:
    x, y = foot
    poster.shape([(x - 30, y), (x - 64, y - 205), (x + 64, y - 205), (x + 30, y)], color)
    poster.disc((x, y - 262), 44, color)


def book() -> bytes:
    """An open book with light coming out of it."""
    poster = Poster(LINEN)
    for index in range(8):
        start = -172 + index * 21.6
        poster.shape(ray((1200, 1010), start=start, end=start + 10.8), SAND)
    poster.shape(ray((1200, 1010), start=-64, end=-42.4), RED)
    poster.shape(rectangle(0, 1130, WIDTH, 220), INK)
    for side in (-1, 1):
        _leaf(poster, side=side)
    poster.shape([(1182, 615), (1218, 615), (1218, 1296), (1200, 1268), (1182, 1296)], RED)
    return poster.png()


def _leaf(poster: Poster, *, side: int) -> None:
    def at(distance: float, y: float) -> Point:
        return (1200 + side * distance, y - distance * 0.105)

    poster.shape([at(0, 1200), at(774, 1200), at(774, 655), at(0, 655)], GRAPHITE)
    poster.shape([at(0, 1160), at(750, 1160), at(750, 630), at(0, 630)], PAPER)
    for line in range(7):
        y, end = 704 + line * 60, 640 if line % 3 else 480
        poster.shape([at(90, y), at(end, y), at(end, y + 16), at(90, y + 16)], GRAPHITE)


def circle() -> bytes:
    """Chairs in a circle, seen from above in low light; one is still free."""
    poster = Poster(LINEN)
    center, free = (1200, 650), 2
    for index in range(12):
        for reach in range(0, 140, 3):
            _chair(poster, center=(center[0] + reach, center[1] + reach * 0.8), turn=index * 30, colors=(SAND, SAND))
    for index in range(12):
        _chair(poster, center=center, turn=index * 30, colors=(RED, DEEP_RED) if index == free else (INK, GRAPHITE))
    return poster.png()


def _chair(poster: Poster, *, center: Point, turn: float, colors: tuple[str, str]) -> None:
    seat, back = colors
    for part, color in ((rectangle(-68, -462, 136, 126), seat), (rectangle(-78, -498, 156, 38), back)):
        placed = [(center[0] + x, center[1] + y) for x, y in part]
        poster.shape(turned(placed, about=center, degrees=turn), color)


def horizon() -> bytes:
    """A red sun behind a crowd of banners."""
    poster = Poster(INK)
    for radius, color in ((1130, "#26191D"), (930, "#3D171C"), (730, DEEP_RED), (530, RED)):
        poster.disc((1200, 1060), radius, color)
    chance = random.Random(5)  # noqa: S311  Chance places shapes here; it keeps no secret.
    for index in range(13):
        x, height = index * 218 - 190, chance.uniform(170, 330) + 430 * math.exp(-(((index - 6) / 3) ** 2))
        _banner(poster, foot=(x, 1350), height=height + 170, lean=chance.uniform(3, 5), board=index % 3 == 1)
    poster.shape(rectangle(0, 1180, WIDTH, 170), INK)
    return poster.png()


def _banner(poster: Poster, *, foot: Point, height: float, lean: float, board: bool) -> None:
    x, y = foot
    top = y - height
    square = rectangle(x - 12, top, 176, 116)
    flying = [(x, top), (x + 200, top + 22), (x + 158, top + 76), (x + 200, top + 130), (x, top + 112)]
    for part in (rectangle(x - 6, top, 12, height), square if board else flying):
        poster.shape(turned(part, about=foot, degrees=lean), INK)


def threads() -> bytes:
    """Tangled threads that run through a red disc and leave it in order."""
    tangle, inside, window = Poster(PAPER), Poster(RED), Poster("black")
    lens = (1200, 675)
    chance = random.Random(11)  # noqa: S311  Chance places shapes here; it keeps no secret.
    for index in range(11):
        level = 675 + (index - 5) * 58
        path = _thread(chance, level=level)
        tangle.line(path, width=13, color=INK)
        tangle.line([point for point in path if point[0] > lens[0]], width=13, color=RED)
        tangle.shape(rectangle(1565, level - 6.5, WIDTH, 13), RED)
        inside.line(path, width=13, color=PAPER)
    window.disc(lens, 350, "white")
    tangle.through(window, inside)
    return tangle.png()


def _thread(chance: random.Random, *, level: float) -> list[Point]:
    """Return a line that wanders on the left and has come to rest at the level on the right."""
    waves = [(chance.uniform(0.6, 3.4), chance.uniform(0, math.tau), chance.uniform(90, 230)) for _ in range(4)]
    path = []
    for step in range(1601):
        way = step / 1600
        unrest = (1 - way**1.5) ** 2
        up = sum(math.sin(way * math.tau * turns + phase) * size for turns, phase, size in waves)
        along = math.cos(way * math.tau * waves[0][0] * 1.7 + waves[1][1]) * 260
        path.append((-330 + way * 1900 + along * unrest, level + (up - (level - 675) * 0.6) * unrest))
    return path


def logo() -> bytes:
    """A K in a ring, on nothing."""
    mark = Poster("black", size=(LOGO_SIDE, LOGO_SIDE))
    mark.disc((512, 512), 500, "white")
    mark.disc((512, 512), 404, "black")
    mark.shape(rectangle(302, 256, 108, 512), "white")
    mark.shape([(432, 512), (592, 256), (728, 256), (568, 512), (728, 768), (592, 768)], "white")
    picture = Image.new("RGBA", mark.size, RED)
    picture.putalpha(mark.kept().convert("L"))
    return png_of(picture)


DRAWINGS: dict[str, Callable[[], bytes]] = {
    drawing.__name__: drawing for drawing in (banners, steps, book, circle, horizon, threads, logo)
}


def main(folder: Path) -> None:
    for name, draw in DRAWINGS.items():
        (folder / f"{name}.png").write_bytes(draw())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
