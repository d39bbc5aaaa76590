from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLPage, GraphQLString
from wagtail import blocks
from wagtail.models import Page

from cms.blocks import groups
from cms.blocks.parts import BodyPartBlock


@register_streamfield_block
class CallToActionBlock(BodyPartBlock):
    text = blocks.CharBlock(
        label=_("Text"), max_length=80, help_text=_("What the reader can do, for example: Join us.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.URLBlock(
        label=_("Web address"), required=False, help_text=_("Only for places outside this website.")
    )

    graphql_fields: ClassVar = [
        GraphQLString("text", required=True, description="What the reader can do."),
        GraphQLString("href", source="href", description="Where it leads; null when that page cannot be read."),
    ]

    def href(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> str | None:
        if values["page"]:
            return info.context.path(values["page"])
        return values["address"] or None

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        places = [place for place in (cleaned["page"], cleaned["address"]) if place]
        # A draft may still lack the place.
        if len(places) > 1 or not (places or self.is_deferred_validation):
            message = _("Choose a page or give a web address, not both.")
            raise blocks.StructBlockValidationError(block_errors={"page": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Call to action")
        group = groups.LINKS
        description = _("A button that invites readers to do something.")
        graphql_description = "An invitation to act, with the place to do it."


@register_streamfield_block
class LinkedPageBlock(BodyPartBlock):
    page = blocks.PageChooserBlock(label=_("Page or event"))

    graphql_fields: ClassVar = [
        GraphQLPage("page", source="readable_page", description="The page; null when it cannot be read."),
    ]

    def readable_page(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> Page | None:
        return info.context.linked_page(values["page"])

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Linked page or event")
        group = groups.LINKS
        description = _("A page or an event of this website with its summary. It always shows what that page says now.")
        graphql_description = "A reference to another page of the website."
