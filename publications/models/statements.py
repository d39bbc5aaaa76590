from typing import ClassVar, Self

import graphene
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.pages.declarations import list_of
from cms.pages.models import ContentPage

MAXIMUM_LISTED = 100


class StatementPageQuerySet(PageQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-date", "-pk")

    def about(self, topic_slug: str) -> Self:
        return self.filter(topics__slug=topic_slug).distinct()


class KeyPointsStream(StreamBlock):
    point = CharBlock(label=_("Point"), max_length=300)


class StatementPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["publications.StatementIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    channels = (*ContentPage.channels, "feeds")

    date = models.DateField(verbose_name=_("date"), default=timezone.localdate, db_index=True)
    key_points = StreamField(
        KeyPointsStream(),
        verbose_name=_("key points"),
        blank=True,
        help_text=_("Three to five sentences that say it all. They become slides and open the page."),
    )
    topics = ParentalManyToManyField("publications.Topic", verbose_name=_("topics"), blank=True)

    content_panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("key_points"),
        FieldPanel("body"),
        FieldPanel("topics"),
    ]

    search_fields: ClassVar = [
        *ContentPage.search_fields,
        index.SearchField("key_points"),
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
        GraphQLField(
            "topics",
            list_of("publications.Topic"),
            source="topic_list",
            description="What the statement is about, by name.",
        ),
    ]

    objects = PageManager.from_queryset(StatementPageQuerySet)()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    @property
    def key_point_texts(self) -> list[str]:
        return [point.value for point in self.key_points]

    @property
    def topic_list(self) -> list[models.Model]:
        return list(self.topics.all())


class StatementIndexPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
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
