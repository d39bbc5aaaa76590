from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID, uuid4

import graphene
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.blocks import StructValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import rich_text
from cms.pages.declarations import MAXIMUM_LISTED, list_of
from cms.pages.models import ContentPage
from publications.blocks import PositionsStream, SettlementsStream
from publications.models.contributions import ContributionPage, DebatePosition


class DebateStatus(models.TextChoices):
    OPEN = "open", _("Open question")
    SETTLED = "settled", _("Settled")


STATUS_DESCRIPTIONS = {
    None: "How far a debate has come.",
    DebateStatus.OPEN: "The question is still open.",
    DebateStatus.SETTLED: "The question has been settled.",
}
DebateStatusEnum = graphene.Enum.from_enum(DebateStatus, name="DebateStatus", description=STATUS_DESCRIPTIONS.get)


class Settlement(graphene.ObjectType):
    """What a debate has settled, and when."""

    date = graphene.Date(required=True, description="The day it was settled.")
    html = graphene.String(required=True, description="What has been settled: paragraphs and lists as HTML.")
    tree = graphene.Field(rich_text.node_list, description=rich_text.DESCRIPTION)

    @staticmethod
    def resolve_html(settlement: StructValue, info: GraphQLResolveInfo) -> str:
        return info.context.html(settlement["text"])

    @staticmethod
    def resolve_tree(settlement: StructValue, info: GraphQLResolveInfo) -> list[Any]:
        return info.context.nodes(settlement["text"])


@dataclass(frozen=True, kw_only=True)
class Contributions:
    """The contributions of one debate, so that each finds those it belongs to without another query."""

    pages: list[ContributionPage]

    def linked(self, debate: "DebatePage") -> list[ContributionPage]:
        by_key = {page.translation_key: page for page in self.pages}
        for page in self.pages:
            answered = by_key.get(page.answers.translation_key) if page.answers else None
            page.place_in(debate, answered=answered, answering=self._answering(page))
        return self.pages

    def _answering(self, answered: ContributionPage) -> list[ContributionPage]:
        key = answered.translation_key
        return [page for page in self.pages if page.answers and page.answers.translation_key == key]


class DebatePage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["publications.DebateIndexPage"]
    subpage_types: ClassVar[list[str]] = ["publications.ContributionPage"]

    status = models.CharField(verbose_name=_("status"), max_length=20, choices=DebateStatus, default=DebateStatus.OPEN)
    opened_on = models.DateField(verbose_name=_("opened on"), default=timezone.localdate)
    positions = StreamField(
        PositionsStream(),
        verbose_name=_("positions"),
        blank=True,
        help_text=_("The answers that have been given so far. Contributions name the one they take."),
    )
    settlements = StreamField(
        SettlementsStream(),
        verbose_name=_("what has been settled"),
        blank=True,
        help_text=_("What need not be disputed any more, each with its day."),
    )

    content_panels: ClassVar = [
        TitleFieldPanel("title", heading=_("Question"), placeholder=False, classname=""),
        FieldRowPanel([FieldPanel("status"), FieldPanel("opened_on")]),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("positions"),
        FieldPanel("settlements"),
        FieldPanel("body"),
    ]

    search_fields: ClassVar = [
        *ContentPage.search_fields,
        index.SearchField("positions"),
        index.SearchField("settlements"),
        index.FilterField("status"),
    ]

    graphql_description = "An open question, the positions taken on it, and what has been settled."
    graphql_fields: ClassVar = [
        GraphQLField(
            "debate_status",
            graphene.NonNull(DebateStatusEnum),
            source="status",
            description="How far the debate has come.",
        ),
        GraphQLField("opened_on", graphene.NonNull(graphene.Date), description="The day the question was put."),
        GraphQLField(
            "positions",
            graphene.NonNull(graphene.List(graphene.NonNull(DebatePosition))),
            source="position_list",
            description="The answers given so far.",
        ),
        GraphQLField(
            "settlements",
            graphene.NonNull(graphene.List(graphene.NonNull(Settlement))),
            source="settlement_list",
            description="What has been settled so far.",
        ),
        GraphQLField(
            "contributions",
            list_of("publications.ContributionPage"),
            description="The contributions, oldest first, at most 100.",
        ),
    ]

    class Meta:
        verbose_name = _("debate")
        verbose_name_plural = _("debates")
        # Lists go by it and break ties by id.
        indexes: ClassVar = [models.Index(fields=["opened_on", "page_ptr"], name="debate_by_day")]

    def clean(self) -> None:
        super().clean()
        self._identify_positions()
        # A debate that is not in the tree yet, or that was just translated, has no contributions.
        if self.path and self.pk and self._holds_orphans():
            raise ValidationError({"positions": _("A position that a contribution takes must stay.")})

    @property
    def position_list(self) -> list[DebatePosition]:
        return [
            DebatePosition(id=block.id, title=block.value["title"] or "", summary=block.value["summary"] or "")
            for block in self.positions
        ]

    @property
    def settlement_list(self) -> list[StructValue]:
        # Drafts may be incomplete.
        return [block.value for block in self.settlements if block.value["date"]]

    def contributions(self, info: GraphQLResolveInfo) -> list[ContributionPage]:
        found = info.context.pages(ContributionPage.objects.child_of(self).oldest_first(), limit=MAXIMUM_LISTED)
        return Contributions(pages=found).linked(self)

    def position_keys(self) -> set[UUID]:
        return {key for block in self.positions if (key := _key_of(block.id))}

    def _identify_positions(self) -> None:
        # What programs bring in may be named otherwise. No contribution can take such a position, so nothing is lost.
        for block in self.positions:
            if _key_of(block.id) is None:
                block.id = str(uuid4())

    def _holds_orphans(self) -> bool:
        taken = ContributionPage.objects.child_of(self).filter(position_key__isnull=False)
        return taken.exclude(position_key__in=self.position_keys()).exists()


def _key_of(identifier: str | None) -> UUID | None:
    try:
        return UUID(identifier or "")
    except ValueError:
        return None


class DebateIndexPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["publications.DebatePage"]

    graphql_description = "The page that lists debates."
    graphql_fields: ClassVar = [
        GraphQLField(
            "debates",
            list_of("publications.DebatePage"),
            description="The debates below this page, those opened last first, at most 100.",
        ),
    ]

    class Meta:
        verbose_name = _("list of debates")
        verbose_name_plural = _("lists of debates")

    def debates(self, info: GraphQLResolveInfo) -> list[Page]:
        debates = DebatePage.objects.child_of(self).order_by("-opened_on", "-pk")
        return info.context.pages(debates, limit=MAXIMUM_LISTED)
