from dataclasses import dataclass
from typing import ClassVar

import graphene
from django.db import models
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

FILES: tuple[str, ...] = ("attachments__document__collection",)


class File(graphene.ObjectType):
    """A file to be fetched."""

    title = graphene.String(required=True, description="What it is called.")
    url = graphene.String(required=True, description="The absolute address of the file.")
    file_name = graphene.String(required=True, description="Its name on disk, e.g. who-we-are.pdf.")
    size = graphene.Int(description="Its length in bytes; null when it is not known.")
    media_type = graphene.String(required=True, description="What kind of file it is, e.g. application/pdf.")


@dataclass(frozen=True, kw_only=True)
class ReadableFile:
    """A file that readers may fetch, as the type above resolves from."""

    title: str
    url: str
    file_name: str
    size: int | None
    media_type: str


class Attachment(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("file"), on_delete=models.CASCADE, related_name="attachments"
    )
    title = models.CharField(
        verbose_name=_("title"), max_length=160, blank=True, help_text=_("The title of the file by default.")
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.title or str(self.document)

    def as_readable(self, base_url: str) -> ReadableFile:
        url: str = self.document.url
        return ReadableFile(
            title=str(self),
            url=url if "://" in url else base_url + url,
            file_name=self.document.filename,
            size=self.document.file_size,
            media_type=self.document.content_type,
        )


class WithFiles:
    """The files of a page, as GraphQL shows them."""

    def readable_files(self, info: GraphQLResolveInfo) -> list[ReadableFile]:
        attached = self.attachments.all()  # type: ignore[attr-defined]  # A page's.
        visibility, base_url = info.context.visibility, info.context.base_url
        return [item.as_readable(base_url) for item in attached if visibility.allows_media(item.document)]


def file_field() -> GraphQLField:
    return GraphQLField(
        "files",
        graphene.NonNull(graphene.List(graphene.NonNull(File))),
        source="readable_files",
        description="Files to be fetched; those of closed collections are left out.",
    )
