from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image, ImageCms, ImageOps

# Larger than any preset in both directions, so that a large JPEG is decoded at a fraction of its size.
ENOUGH = (2400, 2400)
MAXIMUM_PIXELS = 128_000_000


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What a file shows, and the size of the whole: a large JPEG is decoded at a fraction of it."""

    pixels: Image.Image
    width: int
    height: int

    @property
    def scale(self) -> float:
        return self.pixels.width / self.width


class PictureError(Exception):
    """A file that no rendition can be made of."""


class UnreadablePictureError(PictureError):
    def __init__(self, name: str) -> None:
        super().__init__(f"The file {name} is damaged or no picture. Upload it again.")


class TooManyPixelsError(PictureError):
    def __init__(self, name: str, *, width: int, height: int) -> None:
        super().__init__(
            f"The picture {name} has {width} x {height} pixels, more than {MAXIMUM_PIXELS}. Upload a smaller one."
        )


def opened(file: IO[bytes], *, name: str) -> Picture:
    """Return the first frame of a picture, upright, in sRGB, without anything that its file says about it.

    Cameras write where and by whom a picture was taken into its file; nobody outside shall read that.
    """
    try:
        picture = Image.open(file)
        width, height = picture.size
        if width * height > MAXIMUM_PIXELS:
            raise TooManyPixelsError(name, width=width, height=height)
        picture.draft(None, ENOUGH)
        picture.load()
        upright = _bare(_in_srgb(ImageOps.exif_transpose(picture)))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError(name) from error
    is_turned = (upright.width > upright.height) != (width > height)
    return Picture(pixels=upright, width=height if is_turned else width, height=width if is_turned else height)


def encoded(picture: Image.Image, *, form: str, quality: int | None) -> bytes:
    """Return the bytes of a picture in a format; where the format has no transparency the ground is white."""
    content = BytesIO()
    options = {"quality": quality} if quality is not None else {}
    if form == "jpeg":
        _on_white(picture).save(content, "JPEG", progressive=True, optimize=True, **options)
    else:
        picture.save(content, form.upper(), **({"optimize": True} if form == "png" else {}), **options)
    return content.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            # A broken profile says nothing about the colors; without one they are taken for sRGB.
            return picture.convert(mode)
        return converted or picture.convert(mode)
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel; converting clips all above 255 to white.
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert(mode)
    return picture.convert(mode)


def _bare(picture: Image.Image) -> Image.Image:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    return ground.convert("RGB")
