from colorsys import hls_to_rgb, rgb_to_hls

from cms.typesetting.contrast import BLACK, READABLE, WHITE, Color, contrast_ratio, mix, parse_hex, to_hex

STEPS = 100
# The lightest ground that Wagtail's dark theme puts below text.
NIGHT: Color = (51, 51, 51)
SIDEBAR_AT_MOST = 0.16


def stylesheet(*, primary: str, ink: str) -> str:
    """Return Wagtail's custom properties: the sidebar dark in the text color, links and buttons in the brand color."""
    brand, text = parse_hex(primary), parse_hex(ink)
    night = to_hex(_readable(brand, NIGHT))
    hover = to_hex(mix(_readable(brand, NIGHT), WHITE, share=0.3))
    light = _parts("primary", _dark(text)) + _parts("secondary", _readable(brand, (245, 245, 245)))
    dark = "".join(f"  --w-color-{name}: {night};\n" for name in ON_DARK) + f"  --w-color-text-link-hover: {hover};\n"
    system = f"@media (prefers-color-scheme: dark) {{\n.w-theme-system {{\n{dark}}}\n}}\n"
    return f":root {{\n{light}}}\n\n.w-theme-dark {{\n{dark}}}\n\n{system}"


ON_DARK = (
    "text-link-default",
    "text-button-outline-default",
    "text-button-outline-hover",
    "border-button-outline-default",
    "border-button-outline-hover",
)


def _parts(name: str, color: Color) -> str:
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in color))
    return (
        f"  --w-color-{name}-hue: {hue * 360:.1f};\n"
        f"  --w-color-{name}-saturation: {saturation:.1%};\n"
        f"  --w-color-{name}-lightness: {lightness:.1%};\n"
    )


def _dark(color: Color) -> Color:
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in color))
    red, green, blue = hls_to_rgb(hue, min(lightness, SIDEBAR_AT_MOST), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _readable(color: Color, ground: Color) -> Color:
    """Return the color as light or dark as reading on the ground needs, with its hue kept."""
    # As readable as can be asked for: Wagtail lays these colors on more grounds than one.
    end = max((WHITE, BLACK), key=lambda candidate: contrast_ratio(candidate, ground))
    shades = (mix(color, end, share=step / STEPS) for step in range(STEPS + 1))
    return next((shade for shade in shades if contrast_ratio(shade, ground) >= READABLE), end)
