from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class ImagePreset(StrEnum):
    """The only sizes in which images leave the house: nobody outside can ask for another."""

    WIDE = "fill-1600x900|format-jpeg|jpegquality-82"
    CARD = "fill-800x450|format-jpeg|jpegquality-80"
    PORTRAIT = "fill-1080x1350|format-jpeg|jpegquality-88"
    SQUARE = "fill-1080x1080|format-jpeg|jpegquality-85"
    SHARE = "fill-1200x630|format-jpeg|jpegquality-82"
    STORY = "fill-1080x1920|format-jpeg|jpegquality-85"
    LOGO = "max-480x480|format-png"
    CONTENT = "max-1200x1600|format-jpeg|jpegquality-82"

    # Equal to its text, so known by the same hash; that of enums is worked out in Python each time.
    __hash__ = str.__hash__


# The shapes that an editor sees of an image: width, height, and what they are for.
CROPS = {
    ImagePreset.PORTRAIT: (4, 5, _("Instagram")),
    ImagePreset.SQUARE: (1, 1, _("Square")),
    ImagePreset.STORY: (9, 16, _("Story")),
    ImagePreset.WIDE: (16, 9, _("Website, newsletter, link previews")),
}
