from colorsys import hls_to_rgb, rgb_to_hls

from cms.typesetting.contrast import (
    BLACK,
    READABLE,
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

STEPS = 100


def stylesheet_path(*, primary: str, ink: str, paper: str) -> str:
    """Name the colors in the address, so that it can be kept forever and needs no look-up."""
    return f"/brand/{primary[1:]}-{ink[1:]}-{paper[1:]}.css".lower()


def stylesheet(*, primary: str, ink: str, paper: str) -> str:
    """Return the brand's colors for light and dark surroundings, each text moved as far as reading needs."""
    brand, text, ground = (parse_hex(value) for value in (primary, ink, paper))
    darker, lighter = sorted((text, ground), key=luminance)
    night = mix(darker, BLACK, share=0.3)
    light = _properties(brand, text=text, ground=ground, footer=text)
    dark = _properties(brand, text=mix(lighter, night, share=0.06), ground=night, footer=mix(night, BLACK, share=0.4))
    return f":root {{\n{light}}}\n\n@media (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"


def _properties(brand: Color, *, text: Color, ground: Color, footer: Color) -> str:
    raised = mix(ground, text, share=0.045)
    on_brand = max((WHITE, BLACK), key=lambda color: contrast_ratio(color, brand))
    on_footer = max((ground, text), key=lambda color: contrast_ratio(color, footer))
    colors = {
        "paper": ground,
        "raised": raised,
        "ink": ensure_contrast(text, raised, minimum=READABLE),
        "quiet": muted(text, raised, minimum=READABLE),
        "rule": mix(ground, text, share=0.2),
        "accent": _readable(brand, raised),
        "brand": _readable(brand, on_brand),
        "on-brand": on_brand,
        "footer": footer,
        "on-footer": ensure_contrast(mix(on_footer, footer, share=0.1), footer, minimum=READABLE),
    }
    return "".join(f"  --{name}: {to_hex(color)};\n" for name, color in colors.items())


def _readable(color: Color, ground: Color) -> Color:
    """Return the color as light or dark as reading on the ground needs, with its hue and strength kept."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in color))
    end = 1.0 if contrast_ratio(WHITE, ground) > contrast_ratio(BLACK, ground) else 0.0
    for step in range(STEPS + 1):
        shade = hls_to_rgb(hue, lightness + (end - lightness) * step / STEPS, saturation)
        red, green, blue = (round(part * 255) for part in shade)
        if contrast_ratio((red, green, blue), ground) >= READABLE:
            return red, green, blue
    return WHITE if end else BLACK
