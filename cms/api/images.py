from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from cms.api.locales import Locale, language_code
from cms.api.responsive_images import ResponsiveImage, responsive_image
from cms.images.manifests import focus
from cms.images.models import CustomImage
from cms.images.presets import ImagePreset

FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
PRESET_DESCRIPTIONS = {
    ImagePreset.WIDE: "16:9, 1600 x 900 pixels: page headers and link previews.",
    ImagePreset.CARD: "16:9, 800 x 450 pixels: lists and mails.",
    ImagePreset.PORTRAIT: "4:5, 1080 x 1350 pixels: Instagram.",
    ImagePreset.SQUARE: "1:1, 1080 x 1080 pixels.",
    ImagePreset.STORY: "9:16, 1080 x 1920 pixels: stories.",
    ImagePreset.SHARE: "1.91:1, 1200 x 630 pixels: link previews.",
    ImagePreset.LOGO: "The whole image within 480 x 480 pixels, as PNG: logos on any ground.",
    ImagePreset.CONTENT: "The whole image within 1200 x 1600 pixels: inside running text.",
}
ImagePresetEnum = graphene.Enum.from_enum(
    ImagePreset,
    name="ImagePreset",
    description=lambda value: PRESET_DESCRIPTIONS[value] if value else "The sizes in which images can be had.",
)


class ImageRendition(graphene.ObjectType):
    """An image in one size, ready to be fetched."""

    url = graphene.String(required=True, description="The absolute address of the file.")
    width = graphene.Int(required=True, description="Width in pixels.")
    height = graphene.Int(required=True, description="Height in pixels.")

    @staticmethod
    def resolve_url(rendition: AbstractRendition, info: GraphQLResolveInfo) -> str:
        url: str = rendition.url
        return url if "://" in url else info.context.base_url + url


class FocalPoint(graphene.ObjectType):
    """What matters most in an image, for CSS object-position."""

    x = graphene.Float(required=True, description="From 0, the left edge, to 1, the right one.")
    y = graphene.Float(required=True, description="From 0, the top edge, to 1, the bottom one.")


class ImageFields:
    """Fields of an image that take arguments, which grapple's declarations cannot express."""

    id = graphene.ID(required=True, description="An opaque identifier, unique among all objects. It never changes.")
    alt = graphene.String(
        required=True,
        locale=graphene.Argument(Locale, description="The language; that of the page around it by default."),
        description="What the image shows; empty for decorative images.",
    )
    rendition = graphene.Field(
        ImageRendition,
        preset=graphene.Argument(ImagePresetEnum, required=True, description="The size."),
        description="The image in a size; null until it has been made in the background.",
    )

    responsive = graphene.Field(
        ResponsiveImage,
        preset=graphene.Argument(ImagePresetEnum, required=True, description="The shape and the largest size."),
        description="The image for a picture element; null until its files have been made in the background.",
    )
    placeholder = graphene.String(
        description="A tiny version as a data URI of at most 1 kB, for the time of loading; null until made."
    )
    dominant_color = graphene.String(description="The color that covers most of it, e.g. #a8121a; null until made.")
    focal_point = graphene.Field(
        FocalPoint, required=True, description="What matters most in it; the middle when the editors chose nothing."
    )

    @staticmethod
    def resolve_responsive(image: CustomImage, info: GraphQLResolveInfo, preset: ImagePreset) -> ResponsiveImage | None:
        return responsive_image(image, ImagePreset(preset), base_url=info.context.base_url)

    @staticmethod
    def resolve_placeholder(image: CustomImage, _info: GraphQLResolveInfo) -> str | None:
        return image.placeholder or None

    @staticmethod
    def resolve_dominant_color(image: CustomImage, _info: GraphQLResolveInfo) -> str | None:
        return image.dominant_color or None

    @staticmethod
    def resolve_focal_point(image: CustomImage, _info: GraphQLResolveInfo) -> FocalPoint:
        x, y = focus(image)
        return FocalPoint(x=x, y=y)

    @staticmethod
    def resolve_alt(image: CustomImage, info: GraphQLResolveInfo, locale: Any = None) -> str:
        return image.alt(language_code(locale) or info.context.language)

    @staticmethod
    def resolve_rendition(
        image: AbstractImage, _info: GraphQLResolveInfo, preset: ImagePreset
    ) -> AbstractRendition | None:
        wanted = preset if type(preset) is ImagePreset else ImagePreset(preset)
        key = _focal_point_key(
            wanted, image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height
        )
        for rendition in image.renditions.all():
            if rendition.filter_spec == wanted and rendition.focal_point_key == key:
                return rendition
        return None


@lru_cache(maxsize=4096)
def _focal_point_key(preset: ImagePreset, *focal_point: int | None) -> str:
    """Return by what Wagtail tells renditions around different focal points apart. It takes long to work out."""
    image = SimpleNamespace(**dict(zip(FOCAL_POINT, focal_point, strict=True)))
    key: str = Filter(spec=preset.value).get_cache_key(image)
    return key
