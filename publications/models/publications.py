from typing import ClassVar, Self

import graphene
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField, GraphQLSnippet, GraphQLString
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, TitleFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.pages.declarations import MAXIMUM_LISTED, list_of
from cms.pages.models import ContentPage
from publications.models.files import FILES, WithFiles, file_field
from publications.models.relations import SIGNED, Signed, author_field, author_panel, topic_field


class PublicationKind(models.TextChoices):
    BROCHURE = "brochure", _("Brochure")
    CONGRESS_DOCUMENTATION = "congress_documentation", _("Congress documentation")
    BOOK = "book", _("Book")
    MAGAZINE = "magazine", _("Magazine")
    OTHER = "other", _("Other")


KIND_DESCRIPTIONS = {
    None: "What kind of publication it is.",
    PublicationKind.BROCHURE: "A thin booklet on one subject.",
    PublicationKind.CONGRESS_DOCUMENTATION: "What was said and decided at a congress.",
    PublicationKind.BOOK: "A book.",
    PublicationKind.MAGAZINE: "An issue of a magazine.",
    PublicationKind.OTHER: "Anything else.",
}
PublicationKindEnum = graphene.Enum.from_enum(
    PublicationKind, name="PublicationKind", description=KIND_DESCRIPTIONS.get
)


class PublicationPageQuerySet(PageQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-date", "-pk")


class PublicationPage(Signed, WithFiles, ContentPage):
    parent_page_types: ClassVar[list[str]] = ["publications.PublicationIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    selected: ClassVar[tuple[str, ...]] = ("series",)
    prefetched: ClassVar[tuple[str, ...]] = ("topics", *SIGNED, *FILES)

    kind = models.CharField(
        verbose_name=_("kind"), max_length=30, choices=PublicationKind, default=PublicationKind.BROCHURE
    )
    date = models.DateField(verbose_name=_("date"), default=timezone.localdate)
    isbn = models.CharField(verbose_name=_("ISBN"), max_length=20, blank=True)
    price = models.CharField(
        verbose_name=_("price"), max_length=40, blank=True, help_text=_("As it is to be read: 5 euros, or: free.")
    )
    series = models.ForeignKey(
        "publications.Series",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    topics = ParentalManyToManyField("publications.Topic", verbose_name=_("topics"), blank=True)

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("series"), FieldPanel("isbn"), FieldPanel("price")]),
        FieldPanel("summary"),
        FieldPanel("hero_image", heading=_("Cover or image")),
        InlinePanel("attachments", heading=_("Files"), label=_("file")),
        FieldPanel("body"),
        author_panel(),
        FieldPanel("topics"),
    ]

    search_fields: ClassVar = [
        *ContentPage.search_fields,
        index.SearchField("isbn"),
        index.FilterField("kind"),
        index.FilterField("date"),
    ]

    graphql_description = "A brochure, a book, a magazine or the documentation of a congress."
    graphql_fields: ClassVar = [
        GraphQLField(
            "publication_kind",
            graphene.NonNull(PublicationKindEnum),
            source="kind",
            description="The kind of publication.",
        ),
        GraphQLField("date", graphene.NonNull(graphene.Date), description="The day it was published."),
        author_field(),
        topic_field("What it is about, by name."),
        GraphQLSnippet("series", "publications.Series", description="The series it belongs to, if any."),
        file_field(),
        GraphQLString("isbn", required=True, description="The number of the book; may be empty."),
        GraphQLString("price", required=True, description="What it costs, in words; may be empty."),
    ]

    objects = PageManager.from_queryset(PublicationPageQuerySet)()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        # Lists go by it and break ties by id.
        indexes: ClassVar = [models.Index(fields=["date", "page_ptr"], name="publication_by_date")]

    @property
    def topic_list(self) -> list[models.Model]:
        return list(self.topics.all())


class PublicationIndexPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["publications.PublicationPage"]

    graphql_description = "The page that lists publications."
    graphql_fields: ClassVar = [
        GraphQLField(
            "publications",
            list_of("publications.PublicationPage"),
            description="The newest publications below this page, at most 100.",
        ),
    ]

    class Meta:
        verbose_name = _("list of publications")
        verbose_name_plural = _("lists of publications")

    def publications(self, info: GraphQLResolveInfo) -> list[Page]:
        return info.context.pages(PublicationPage.objects.child_of(self).newest_first(), limit=MAXIMUM_LISTED)
