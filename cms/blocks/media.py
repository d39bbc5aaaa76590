from typing import Any, ClassVar

import graphene
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from graphene import List, NonNull
from graphql import GraphQLResolveInfo
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLField, GraphQLImage, GraphQLString
from grapple.registry import registry
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks import groups
from cms.blocks.embeds import Player, page_of, player_of, provider_names
from cms.blocks.parts import BodyPartBlock


@register_streamfield_block
class ImageBlock(BodyPartBlock):
    image = ImageChooserBlock(label=_("Image"))
    caption = blocks.CharBlock(label=pgettext_lazy("picture", "Caption"), required=False, max_length=300)

    graphql_fields: ClassVar = [
        GraphQLImage(
            "image", source="readable_image", description="The image; null when its collection is not public."
        ),
        GraphQLString("caption", required=True, description="A caption below the image; may be empty."),
    ]

    def readable_image(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> Any:
        return info.context.image(values["image"])

    class Meta:
        icon = "image"
        label = _("Image")
        group = groups.MEDIA
        description = _("One picture with a caption.")
        graphql_description = "An image with a caption."


def _image_type() -> type[graphene.ObjectType]:
    node: type[graphene.ObjectType] = registry.images[get_image_model()]
    return node


class GalleryPicture(graphene.ObjectType):
    """One of several pictures that belong together."""

    image = graphene.Field(_image_type, description="The image; null when its collection is not public.")
    caption = graphene.String(required=True, description="A caption below the image; may be empty.")

    @staticmethod
    def resolve_image(picture: blocks.StructValue, info: GraphQLResolveInfo) -> Any:
        return info.context.image(picture["image"])


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    caption = blocks.CharBlock(label=pgettext_lazy("picture", "Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")


@register_streamfield_block
class GalleryBlock(BodyPartBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=255)
    pictures = blocks.ListBlock(
        PictureBlock(),
        label=_("Pictures"),
        min_num=2,
        max_num=20,
        help_text=_("From 2 to 20 pictures."),
    )

    graphql_fields: ClassVar = [
        GraphQLString("heading", required=True, description="A heading for the pictures; may be empty."),
        GraphQLField("pictures", NonNull(List(NonNull(GalleryPicture))), description="The pictures in order."),
    ]

    class Meta:
        icon = "grid"
        label = _("Gallery")
        group = groups.MEDIA
        description = _("Several pictures side by side, each with a caption.")
        graphql_description = "Several pictures that belong together."


@register_streamfield_block
class EmbedBlock(BodyPartBlock):
    url = blocks.URLBlock(
        label=_("Address of the video"), help_text=_("As it stands in the browser: a video at YouTube or Vimeo.")
    )
    title = blocks.CharBlock(
        label=_("Title"), max_length=255, help_text=_("What the video is about. It is read out and names the link.")
    )
    image = ImageChooserBlock(
        label=_("Image before the click"),
        required=False,
        help_text=_("A picture of our own. The provider's would already tell them who reads this page."),
    )
    privacy_note = blocks.CharBlock(
        label=_("Note on privacy"),
        required=False,
        max_length=300,
        help_text=_("Stands beside the button, in place of our usual words about the provider."),
    )

    graphql_fields: ClassVar = [
        GraphQLString("title", required=True, description="What the video is about."),
        GraphQLString(
            "provider", required=True, source="provider", description="Who plays it, e.g. YouTube; empty when unknown."
        ),
        GraphQLString(
            "url",
            required=True,
            source="page_url",
            description="The address of the video for people, at its provider; empty when it cannot be trusted.",
        ),
        GraphQLString(
            "embed_url",
            source="embed_url",
            description="The provider's most private player, for a frame after a click; null when there is none.",
        ),
        GraphQLString(
            "privacy_note", source="note", description="What to say before the click instead of the usual words."
        ),
        GraphQLImage(
            "image", source="readable_image", description="Our own picture to show before the click, if there is one."
        ),
    ]

    def provider(self, *, values: dict[str, Any], **_kwargs: Any) -> str:
        player = _player(values)
        return player.provider if player else ""

    def page_url(self, *, values: dict[str, Any], **_kwargs: Any) -> str:
        return page_of(values["url"] or "")

    def embed_url(self, *, values: dict[str, Any], **_kwargs: Any) -> str | None:
        player = _player(values)
        return player.address if player else None

    def note(self, *, values: dict[str, Any], **_kwargs: Any) -> str | None:
        return values["privacy_note"] or None

    def readable_image(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> Any:
        return info.context.image(values["image"])

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        # A draft may still lack the address; the field itself asks for it before publishing.
        player = _player(cleaned)
        if cleaned["url"] and player is None:
            message = gettext(
                "This is not the address of a video that can be shown here. Known are: %(providers)s. "
                "For anything else, use a call to action."
            ) % {"providers": ", ".join(provider_names())}
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        if player:
            cleaned["url"] = player.page
        return cleaned

    class Meta:
        icon = "media"
        label = _("Video")
        group = groups.MEDIA
        description = _("A video from elsewhere. Nothing is loaded from its provider before the reader clicks.")
        graphql_description = "A video of another provider, to be loaded only when the reader asks for it."


def _player(values: dict[str, Any]) -> Player | None:
    return player_of(values["url"] or "")
