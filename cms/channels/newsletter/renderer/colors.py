from functools import lru_cache

from cms.typesetting.contrast import (
    BLACK,
    READABLE,
    VISIBLE,
    WHITE,
    Color,
    contrast_ratio,
    ensure_contrast,
    luminance,
    mix,
    muted,
    parse_hex,
    to_hex,
)


@lru_cache(maxsize=32)
def schemes(*, primary: str, ink: str, paper: str) -> dict[str, dict[str, str]]:
    """Return the brand's colors for light and dark mail programs, each text moved as far as reading needs."""
    brand, text, sheet = (parse_hex(value) for value in (primary, ink, paper))
    darker, lighter = sorted((text, sheet), key=luminance)
    night = mix(darker, BLACK, share=0.2)
    return {
        "light": _scheme(brand, text=text, sheet=sheet),
        "dark": _scheme(brand, text=mix(lighter, night, share=0.08), sheet=night),
    }


def _scheme(brand: Color, *, text: Color, sheet: Color) -> dict[str, str]:
    raised = mix(sheet, text, share=0.05)
    on_brand = max((WHITE, BLACK), key=lambda color: contrast_ratio(color, brand))
    colors = {
        "sheet": sheet,
        "raised": raised,
        "ground": mix(sheet, text, share=0.08),
        "rule": mix(sheet, text, share=0.2),
        "ink": ensure_contrast(text, raised, minimum=READABLE),
        "quiet": muted(text, raised, minimum=READABLE),
        "accent": ensure_contrast(brand, raised, minimum=READABLE),
        "brand": ensure_contrast(brand, on_brand, minimum=READABLE),
        "on_brand": on_brand,
        "mark": ensure_contrast(brand, sheet, minimum=VISIBLE),
    }
    return {name: to_hex(color) for name, color in colors.items()}
