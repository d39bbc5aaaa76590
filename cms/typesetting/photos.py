import io

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from cms.typesetting.profiles import srgb_profile


class InvalidPhoto(ValueError):
    """Raised when the photo of a slide is not a picture that Pillow reads."""


def covering(photo: bytes, *, width: int, height: int) -> Image.Image:
    """Return the photo upright and in sRGB, cut around its middle to fill the size."""
    try:
        picture = Image.open(io.BytesIO(photo))
        picture.draft("RGB", (width, height))
        upright = ImageOps.exif_transpose(picture)
        return ImageOps.fit(_in_srgb(upright), (width, height), Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, OSError) as error:
        message = "The picture of a slide cannot be read. Choose another one, as JPEG or PNG."
        raise InvalidPhoto(message) from error


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or profile == srgb_profile() or picture.mode not in {"RGB", "CMYK", "L"}:
        return picture.convert("RGB")
    try:
        source, target = (ImageCms.ImageCmsProfile(io.BytesIO(each)) for each in (profile, srgb_profile()))
        converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # A broken profile says nothing of the colors, so they are taken for what nearly all pictures are.
        return picture.convert("RGB")
    return converted or picture.convert("RGB")
