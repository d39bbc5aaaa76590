import re

import pytest

from cms.editing.branding.stylesheet import NIGHT, stylesheet
from cms.typesetting.contrast import contrast_ratio, parse_hex


@pytest.mark.parametrize("primary", ["#A8121A", "#FFEE00", "#000000", "#FFFFFF", "#0055AA"])
def test_links_can_be_read_in_the_dark(primary: str) -> None:
    dark = stylesheet(primary=primary, ink="#1B1B1F").partition(".w-theme-dark")[2]

    links = re.search(r"--w-color-text-link-default: (#\w+);", dark)

    assert links
    assert contrast_ratio(parse_hex(links[1]), NIGHT) >= 7


@pytest.mark.parametrize("primary", ["#FFEE00", "#FFFFFF"])
def test_bright_brand_is_darkened_for_buttons(primary: str) -> None:
    light = stylesheet(primary=primary, ink="#1B1B1F").partition(".w-theme-dark")[0]

    lightness = re.search(r"--w-color-secondary-lightness: ([\d.]+)%", light)

    assert lightness
    assert float(lightness[1]) < 40


def test_sidebar_stays_dark_whatever_the_text_color() -> None:
    light = stylesheet(primary="#A8121A", ink="#DDDDDD")

    assert "--w-color-primary-lightness: 16.1%;" in light
