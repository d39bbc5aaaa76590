from enum import StrEnum


class ImagePreset(StrEnum):
    """The only sizes in which images leave the house: nobody outside can ask for another."""

    WIDE = "fill-1600x900|format-jpeg|jpegquality-82"
    CARD = "fill-800x450|format-jpeg|jpegquality-80"
    PORTRAIT = "fill-1080x1350|format-jpeg|jpegquality-88"
    SQUARE = "fill-1080x1080|format-jpeg|jpegquality-85"
    LOGO = "max-480x480|format-png"
    CONTENT = "max-1200x1600|format-jpeg|jpegquality-82"
