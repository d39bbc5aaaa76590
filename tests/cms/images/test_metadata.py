from io import BytesIO
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from cms.images.metadata import without_metadata

SECRET = "Hinterhof"  # noqa: S105  Where a picture was taken.
PICTURE = Image.linear_gradient("L").resize((64, 48)).convert("RGB")
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def text_of_png() -> PngInfo:
    info = PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML:com.adobe.xmp", SECRET)
    return info


XMP = {"xmp": SECRET.encode()}
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "jpeg": ("JPEG", {**XMP, "comment": SECRET}),
    "progressive jpeg": ("JPEG", {"progressive": True}),
    "jpeg with a preview": ("MPO", {"save_all": True, "append_images": [PICTURE]}),
    "png": ("PNG", {"pnginfo": text_of_png()}),
    "webp": ("WEBP", XMP),
    "webp without loss": ("WEBP", {"lossless": True}),
}


def taken(name: str, *, orientation: int) -> bytes:
    """Return a picture as a telephone would store it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Artist] = orientation, SECRET
    place: dict[int, Any] = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitude], place[ExifTags.GPS.GPSAreaInformation] = (51.0, 20.0, 22.0), SECRET
    content = BytesIO()
    form, options = FORMATS[name]
    PICTURE.save(content, form, exif=exif, icc_profile=PROFILE, **options)
    return content.getvalue()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_keeps_what_it_shows_and_loses_what_was_written_into_it(name: str, orientation: int) -> None:
    content = taken(name, orientation=orientation)

    bare = without_metadata(content)

    before, after = Image.open(BytesIO(content)), Image.open(BytesIO(bare))
    assert SECRET.encode() in content
    assert SECRET.encode() not in bare
    assert after.tobytes() == before.tobytes()
    assert after.info["icc_profile"] == PROFILE
    assert dict(after.getexif()) == ({ExifTags.Base.Orientation: 6} if orientation == 6 else {})


@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_a_picture_without_metadata_stays_as_it_is(name: str) -> None:
    bare = without_metadata(taken(name, orientation=6))

    assert without_metadata(bare) == bare


def test_a_picture_that_ends_early_keeps_what_there_is() -> None:
    content = taken("jpeg", orientation=1)[:-200]

    bare = without_metadata(content)

    assert SECRET.encode() not in bare
    assert bare.endswith(content[-200:])
