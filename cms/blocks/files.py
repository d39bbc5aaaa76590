from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLInt, GraphQLString
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument

from cms.blocks import groups
from cms.blocks.parts import BodyPartBlock


@register_streamfield_block
class FileBlock(BodyPartBlock):
    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=255, help_text=_("The file's own title when left empty.")
    )

    graphql_fields: ClassVar = [
        GraphQLString("title", required=True, source="shown_title", description="What the file is called here."),
        GraphQLString("href", source="href", description="Where to get it; null when its collection is not public."),
        GraphQLString("file_name", required=True, source="file_name", description="Its name when saved; may be empty."),
        GraphQLInt("size", source="size", description="Its size in bytes; null when unknown."),
        GraphQLString(
            "media_type",
            required=True,
            source="media_type",
            description="Its type, e.g. application/pdf, if known.",
        ),
    ]

    def shown_title(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> str:
        file = _readable(values, info)
        return values["title"] or (file.title if file else "")

    def href(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> str | None:
        file = _readable(values, info)
        return file.url if file else None

    def file_name(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> str:
        file = _readable(values, info)
        return file.filename if file else ""

    def size(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> int | None:
        file = _readable(values, info)
        # Wagtail's method would measure the file and write into the database, while somebody only reads.
        return file.file_size if file else None

    def media_type(self, *, info: GraphQLResolveInfo, values: dict[str, Any], **_kwargs: Any) -> str:
        file = _readable(values, info)
        return file.content_type if file else ""

    class Meta:
        icon = "doc-full"
        label = _("File")
        group = groups.LINKS
        description = _("A file to download, with its type and size.")
        graphql_description = "A file that readers can download."


def _readable(values: dict[str, Any], info: GraphQLResolveInfo) -> AbstractDocument | None:
    return info.context.document(values["file"])
