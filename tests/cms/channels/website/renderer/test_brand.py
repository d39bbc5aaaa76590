import re

import pytest

from cms.channels.website.renderer.brand import stylesheet, stylesheet_path
from cms.typesetting.contrast import contrast_ratio, parse_hex

PAIRS = [
    ("ink", "paper"),
    ("ink", "raised"),
    ("quiet", "paper"),
    ("quiet", "raised"),
    ("accent", "paper"),
    ("accent", "raised"),
    ("on-brand", "brand"),
    ("on-footer", "footer"),
]


@pytest.mark.parametrize(
    ("primary", "ink", "paper"),
    [
        ("#A8121A", "#1B1B1F", "#FBF9F5"),
        ("#FFD400", "#000000", "#FFFFFF"),
        ("#777777", "#444444", "#EEEEEE"),
        ("#0033AA", "#F5F5F5", "#101018"),
    ],
)
def test_text_is_readable_in_light_and_dark(primary: str, ink: str, paper: str) -> None:
    light, dark = stylesheet(primary=primary, ink=ink, paper=paper).split("@media")

    for part in (light, dark):
        colors = {name: parse_hex(value) for name, value in re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)}
        ratios = {pair: contrast_ratio(colors[pair[0]], colors[pair[1]]) for pair in PAIRS}
        assert {pair: ratio for pair, ratio in ratios.items() if ratio < 7} == {}


def test_address_of_the_stylesheet_holds_the_colors() -> None:
    assert stylesheet_path(primary="#A8121A", ink="#1B1B1F", paper="#FBF9F5") == "/brand/a8121a-1b1b1f-fbf9f5.css"
