from cms.typesetting.contrast import (
    BLACK,
    WHITE,
    Color,
    contrast_ratio,
    ensure_contrast,
    luminance,
    mix,
    muted,
    parse_hex,
)

# WCAG 2.2, success criterion 1.4.6 (AAA).
READABLE = 7.0


def stylesheet_path(*, primary: str, ink: str, paper: str) -> str:
    """Name the colours in the address, so that it can be kept forever and needs no look-up."""
    return f"/brand/{primary[1:]}-{ink[1:]}-{paper[1:]}.css".lower()


def stylesheet(*, primary: str, ink: str, paper: str) -> str:
    """Return the brand's colours for light and dark surroundings, each text moved as far as reading needs."""
    brand, text, ground = (parse_hex(value) for value in (primary, ink, paper))
    darker, lighter = sorted((text, ground), key=luminance)
    light = _properties(brand, text=text, ground=ground, footer=text)
    night = mix(darker, BLACK, share=0.3)
    dark = _properties(brand, text=mix(lighter, night, share=0.06), ground=night, footer=mix(night, BLACK, share=0.4))
    return f":root {{\n{light}}}\n@media (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"


def _properties(brand: Color, *, text: Color, ground: Color, footer: Color) -> str:
    raised = mix(ground, text, share=0.045)
    on_brand = max((WHITE, BLACK), key=lambda color: contrast_ratio(color, brand))
    colors = {
        "paper": ground,
        "raised": raised,
        "ink": ensure_contrast(text, raised, minimum=READABLE),
        "quiet": muted(text, raised, minimum=READABLE),
        "rule": mix(ground, text, share=0.2),
        "accent": ensure_contrast(brand, raised, minimum=READABLE),
        "brand": ensure_contrast(brand, on_brand, minimum=READABLE),
        "on-brand": on_brand,
        "footer": footer,
        "on-footer": ensure_contrast(mix(ground, text, share=0.1), footer, minimum=READABLE),
    }
    return "".join(f"  --{name}: #{red:02x}{green:02x}{blue:02x};\n" for name, (red, green, blue) in colors.items())
