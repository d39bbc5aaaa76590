from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from cms.api.locales import Locale, language_code
from cms.images.models import CustomImage
from cms.images.presets import ImagePreset

PRESET_DESCRIPTIONS = {
    ImagePreset.WIDE: "16:9, 1600 x 900 pixels: page headers and link previews.",
    ImagePreset.CARD: "16:9, 800 x 450 pixels: lists and mails.",
    ImagePreset.PORTRAIT: "4:5, 1080 x 1350 pixels: Instagram.",
    ImagePreset.SQUARE: "1:1, 1080 x 1080 pixels.",
    ImagePreset.STORY: "9:16, 1080 x 1920 pixels: stories.",
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


class ImageFields:
    """Fields of an image that take arguments, which grapple's declarations cannot express."""

    id = graphene.ID(required=True, description="An identifier, unique among images.")
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

    @staticmethod
    def resolve_alt(image: CustomImage, info: GraphQLResolveInfo, locale: Any = None) -> str:
        return image.alt(language_code(locale) or info.context.language)

    @staticmethod
    def resolve_rendition(
        image: AbstractImage, _info: GraphQLResolveInfo, preset: ImagePreset
    ) -> AbstractRendition | None:
        wanted = Filter(spec=ImagePreset(preset).value)
        specification, key = wanted.spec, wanted.get_cache_key(image)
        made = image.renditions.all()
        return next((r for r in made if r.filter_spec == specification and r.focal_point_key == key), None)
