from django.core.cache import caches

from cms.typesetting.content import Brand, Content, Slide
from cms.typesetting.fingerprints import fingerprint
from cms.typesetting.palette import Style
from cms.typesetting.shapes import Shape
from cms.typesetting.slides import draw


def drawn_once(content: Content, *, brand: Brand, language: str, style: Style, shape: Shape) -> Slide:
    """Return a slide as it was drawn for the same content before, by whichever process, or draw it.

    Raises Overflow, InvalidLogo and InvalidPhoto.
    """
    key = fingerprint(content, brand=brand, language=language, style=style, shape=shape)
    kept = caches["slides"]
    slide: Slide | None = kept.get(key)
    if slide is None:
        slide = draw(content, brand=brand, language=language, style=style, shape=shape)
        kept.set(key, slide)
    return slide
