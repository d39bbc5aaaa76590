from base64 import b64encode

from PIL import Image

from cms.images.pictures import encoded

# What a page shows until the picture is there: 24 pixels, to be blurred by the browser as it enlarges them.
PLACEHOLDER = (24, 24)
PLACEHOLDER_QUALITY = 40
SAMPLE = (64, 64)
COLORS = 8
OPAQUE = 128


def dominant_color(picture: Image.Image) -> str:
    """Return the color that covers most of a picture, e.g. #a8121a; what is transparent does not count."""
    pixels = picture.resize(SAMPLE, Image.Resampling.BOX).convert("RGBA").tobytes()
    places = range(0, len(pixels), len("RGBA"))
    seen = b"".join(pixels[place : place + 3] for place in places if pixels[place + 3] >= OPAQUE)
    if not seen:
        return "#ffffff"
    reduced = Image.frombytes("RGB", (len(seen) // 3, 1), seen).quantize(COLORS)
    counts, palette = reduced.histogram(), reduced.getpalette() or []
    most = 3 * counts.index(max(counts))
    red, green, blue = palette[most : most + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def placeholder(picture: Image.Image) -> str:
    """Return a tiny version of a picture as a data URI of a few hundred characters."""
    tiny = picture.copy()
    tiny.thumbnail(PLACEHOLDER, Image.Resampling.BOX)
    content = encoded(tiny, form="webp", quality=PLACEHOLDER_QUALITY)
    return f"data:image/webp;base64,{b64encode(content).decode()}"
