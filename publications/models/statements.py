from typing import ClassVar, Self

import graphene
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField, GraphQLSnippet
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.pages.declarations import MAXIMUM_LISTED, list_of
from cms.pages.models import ContentPage
from publications.blocks import CorrectionsStream, KeyPointsStream
from publications.models.relations import SIGNED, Signed, author_field, author_panel, signature_panel, topic_field


class StatementPageQuerySet(PageQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-date", "-pk")

    def about(self, topic_slug: str) -> Self:
        return self.filter(topics__slug=topic_slug).distinct()


class Correction(graphene.ObjectType):
    """What was wrong in a statement, and what is right."""

    date = graphene.Date(required=True, description="The day of the correction.")
    text = graphene.String(required=True, description="What was wrong and what is right.")


class StatementPage(Signed, ContentPage):
    parent_page_types: ClassVar[list[str]] = ["publications.StatementIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    channels = (*ContentPage.channels, "feeds")
    selected: ClassVar[tuple[str, ...]] = ("series",)
    prefetched: ClassVar[tuple[str, ...]] = ("topics", *SIGNED)

    date = models.DateField(verbose_name=_("date"), default=timezone.localdate)
    key_points = StreamField(
        KeyPointsStream(),
        verbose_name=_("key points"),
        blank=True,
        help_text=_("Three to five sentences that say it all. They become slides and open the page."),
    )
    topics = ParentalManyToManyField("publications.Topic", verbose_name=_("topics"), blank=True)
    series = models.ForeignKey(
        "publications.Series",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    corrections = StreamField(
        CorrectionsStream(),
        verbose_name=_("corrections"),
        blank=True,
        help_text=_("What turned out to be wrong after publishing. Every channel shows it."),
    )

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("series")]),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("key_points"),
        FieldPanel("body"),
        author_panel(),
        signature_panel(
            heading=_("Co-signing organizations"), help_text=_("Organizations that sign the statement with us.")
        ),
        FieldPanel("topics"),
        FieldPanel("corrections"),
    ]

    search_fields: ClassVar = [
        *ContentPage.search_fields,
        index.SearchField("key_points"),
        index.SearchField("corrections"),
        index.FilterField("date"),
    ]

    graphql_description = "What the organisation says on a question of the day."
    graphql_fields: ClassVar = [
        GraphQLField("date", graphene.NonNull(graphene.Date), description="The day the statement was made."),
        GraphQLField(
            "key_points",
            graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
            source="key_point_texts",
            description="The statement in a few sentences; may be empty.",
        ),
        topic_field("What the statement is about, by name."),
        author_field(),
        GraphQLField(
            "co_signers",
            list_of("publications.Organisation"),
            source="signing_organisations",
            description="The organisations that sign it with us.",
        ),
        GraphQLSnippet("series", "publications.Series", description="The series it belongs to, if any."),
        GraphQLField(
            "corrections",
            graphene.NonNull(graphene.List(graphene.NonNull(Correction))),
            source="correction_list",
            description="What turned out to be wrong after publishing.",
        ),
    ]

    objects = PageManager.from_queryset(StatementPageQuerySet)()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        # Lists go by it and break ties by id.
        indexes: ClassVar = [models.Index(fields=["date", "page_ptr"], name="statement_by_date")]

    @property
    def key_point_texts(self) -> list[str]:
        return [point.value for point in self.key_points if point.value]

    @property
    def topic_list(self) -> list[models.Model]:
        return list(self.topics.all())

    @property
    def correction_list(self) -> list[Correction]:
        # Drafts may be incomplete.
        noted = (block.value for block in self.corrections if block.value["date"])
        return [Correction(date=value["date"], text=value["text"] or "") for value in noted]


class StatementIndexPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.LocalGroupPage"]
    subpage_types: ClassVar[list[str]] = ["publications.StatementPage"]

    graphql_description = "The page that lists statements."
    graphql_fields: ClassVar = [
        GraphQLField(
            "statements",
            list_of("publications.StatementPage"),
            description="The newest statements below this page, at most 100; for more use the root field statements.",
        ),
    ]

    class Meta:
        verbose_name = _("list of statements")
        verbose_name_plural = _("lists of statements")

    def statements(self, info: GraphQLResolveInfo) -> list[Page]:
        return info.context.pages(StatementPage.objects.child_of(self).newest_first(), limit=MAXIMUM_LISTED)
