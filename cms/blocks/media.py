from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLImage, GraphQLString
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


@register_streamfield_block
class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

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
        graphql_description = "An image with a caption."
