from collections.abc import Sequence

import graphene

from cms.images.manifests import File, read, storage
from cms.images.models import CustomImage
from cms.images.presets import ImagePreset
from cms.images.variants import ImageFormat


class ImageCandidate(graphene.ObjectType):
    """An image in one width."""

    url = graphene.String(required=True, description="The absolute address of the file.")
    width = graphene.Int(required=True, description="Width in pixels.")
    height = graphene.Int(required=True, description="Height in pixels.")


class ImageSource(graphene.ObjectType):
    """An image in one format: a source element."""

    type = graphene.String(required=True, description="The media type, e.g. image/avif.")
    srcset = graphene.String(required=True, description="All widths, as the value of the attribute srcset.")
    candidates = graphene.List(
        graphene.NonNull(ImageCandidate), required=True, description="The same widths one by one, narrow ones first."
    )


class ResponsiveImage(graphene.ObjectType):
    """An image for a picture element: browsers fetch the format and the width that suits them."""

    sources = graphene.List(
        graphene.NonNull(ImageSource), required=True, description="One for each format, the smallest files first."
    )
    src = graphene.String(required=True, description="The largest file in the format that every browser knows.")
    width = graphene.Int(required=True, description="The width of that file in pixels.")
    height = graphene.Int(required=True, description="Its height in pixels.")
    sizes = graphene.String(
        required=True, description="The attribute sizes of an image that is as wide as the screen lets it be."
    )


def responsive_image(image: CustomImage, preset: ImagePreset, *, base_url: str) -> ResponsiveImage | None:
    """Answer from what the image itself says about its files: no query, and nothing is made."""
    manifest = read(image)
    formats = manifest["presets"].get(preset.name) if manifest else None
    if not formats:
        return None
    # PostgreSQL sorts the keys of JSON in its own way; browsers take the first source that they know.
    sources = [_source(form, formats[form], base_url=base_url) for form in ImageFormat if form in formats]
    largest = sources[-1].candidates[-1]
    return ResponsiveImage(
        sources=sources,
        src=largest.url,
        width=largest.width,
        height=largest.height,
        sizes=f"(max-width: {largest.width}px) 100vw, {largest.width}px",
    )


def _source(form: ImageFormat, files: Sequence[File], *, base_url: str) -> ImageSource:
    candidates = [
        ImageCandidate(url=_url(str(name), base_url=base_url), width=width, height=height)
        for name, width, height in files
    ]
    return ImageSource(
        type=form.media_type,
        srcset=", ".join(f"{each.url} {each.width}w" for each in candidates),
        candidates=candidates,
    )


def _url(name: str, *, base_url: str) -> str:
    url = storage().url(name)
    return url if "://" in url else base_url + url
