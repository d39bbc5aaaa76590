from pathlib import Path

import pytest
from PIL import Image

from cms.images.impressions import dominant_color, placeholder

EXAMPLES = sorted((Path(__file__).parents[3] / "cms/example/images").glob("*.png"))
MOST_CHARACTERS = 1024


def test_the_dominant_color_covers_most() -> None:
    picture = Image.new("RGB", (100, 100), "#a8121a")
    picture.paste("#ffffff", (0, 0, 30, 100))

    assert dominant_color(picture) == "#a8121a"


def test_what_is_transparent_has_no_color() -> None:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    picture.paste((20, 40, 160, 255), (0, 0, 20, 100))

    assert dominant_color(picture) == "#1428a0"
    assert dominant_color(Image.new("RGBA", (10, 10), (0, 0, 0, 0))) == "#ffffff"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_placeholder_is_small(path: Path) -> None:
    with Image.open(path) as picture:
        uri = placeholder(picture.convert("RGB"))

    assert uri.startswith("data:image/webp;base64,")
    assert len(uri) <= MOST_CHARACTERS


def test_the_placeholder_of_noise_is_small_too() -> None:
    noise = Image.effect_noise((600, 600), 200).convert("RGB")

    assert len(placeholder(noise)) <= MOST_CHARACTERS
    assert len(placeholder(noise.resize((3000, 3)))) <= MOST_CHARACTERS
