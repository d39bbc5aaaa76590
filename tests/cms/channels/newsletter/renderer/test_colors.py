import pytest

from cms.channels.newsletter.renderer.colors import schemes
from cms.typesetting.contrast import contrast_ratio, parse_hex

BRANDS = [("#A8121A", "#1B1B1F", "#FBF9F5"), ("#FFD400", "#1B1B1F", "#FFFFFF"), ("#00104A", "#EEEEEE", "#101014")]


@pytest.mark.parametrize(("primary", "ink", "paper"), BRANDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(scheme: str, primary: str, ink: str, paper: str) -> None:
    colors = {name: parse_hex(value) for name, value in schemes(primary=primary, ink=ink, paper=paper)[scheme].items()}

    pairs = [(text, ground) for text in ("ink", "quiet", "accent") for ground in ("sheet", "raised")]
    ratios = [contrast_ratio(colors[text], colors[ground]) for text, ground in [*pairs, ("on_brand", "brand")]]
    assert min(ratios) >= 6.9
