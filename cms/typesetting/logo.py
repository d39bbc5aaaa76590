import io
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

from cms.typesetting.contrast import Color

OPAQUE = 255


class InvalidLogo(ValueError):
    """Raised when the logo is not a picture that Pillow reads."""


@lru_cache(maxsize=16)
def read_logo(logo: bytes, *, width: int, height: int, color: Color) -> Image.Image:
    """Return the logo in its box. One cut out of its ground takes the color of the text, so that it can be seen."""
    try:
        picture = Image.open(io.BytesIO(logo)).convert("RGBA")
    except UnidentifiedImageError as error:
        message = "The logo is not a picture in a format such as PNG or JPEG."
        raise InvalidLogo(message) from error
    scale = min(width / picture.width, height / picture.height)
    size = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
    resized = picture.resize(size, Image.Resampling.LANCZOS)
    darkest, _lightest = resized.getchannel("A").getextrema()
    if darkest == OPAQUE:
        return resized
    silhouette = Image.new("RGBA", size, color)
    silhouette.putalpha(resized.getchannel("A"))
    return silhouette
