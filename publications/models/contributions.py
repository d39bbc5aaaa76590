from typing import Any, ClassVar, Self

import graphene
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField
from grapple.registry import registry
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.pages.declarations import list_of
from cms.pages.models import ContentPage
from publications.forms import ContributionForm
from publications.models.relations import SIGNED, Signed, author_field, author_panel, signature_panel

MAXIMUM_ANSWERS = 100


class DebatePosition(graphene.ObjectType):
    """One of the answers given to the question of a debate."""

    id = graphene.ID(required=True, description="An identifier that stays through revisions and translations.")
    title = graphene.String(required=True, description="The position in a few words.")
    summary = graphene.String(required=True, description="The position in one or two sentences; may be empty.")


class ContributionPageQuerySet(PageQuerySet):
    def oldest_first(self) -> Self:
        return self.order_by("date", "pk")

    def answering(self, contribution: "ContributionPage") -> Self:
        """Keep the answers in the same debate. Translations answer each other in whichever language they were put."""
        return self.sibling_of(contribution, inclusive=False).filter(
            answers__translation_key=contribution.translation_key
        )


class ContributionPage(Signed, ContentPage):
    parent_page_types: ClassVar[list[str]] = ["publications.DebatePage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = ContributionForm
    selected: ClassVar[tuple[str, ...]] = ("answers",)
    prefetched: ClassVar[tuple[str, ...]] = SIGNED

    date = models.DateField(verbose_name=_("date"), default=timezone.localdate)
    position_key = models.UUIDField(
        verbose_name=_("position"), null=True, blank=True, help_text=_("The position of the debate that it takes.")
    )
    answers = models.ForeignKey(
        "self",
        verbose_name=_("answers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The contribution to the same debate that it answers."),
    )

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("date"),
        FieldRowPanel([FieldPanel("position_key"), FieldPanel("answers")]),
        author_panel(),
        signature_panel(
            heading=_("Guest organizations"), help_text=_("Organizations that contribute to the debate as guests.")
        ),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("body"),
    ]

    search_fields: ClassVar = [*ContentPage.search_fields, index.FilterField("date")]

    graphql_description = "What somebody says in a debate."
    graphql_fields: ClassVar = [
        GraphQLField("date", graphene.NonNull(graphene.Date), description="The day of the contribution."),
        author_field(),
        GraphQLField(
            "organisations",
            list_of("publications.Organisation"),
            source="signing_organisations",
            description="The organisations that contribute as guests.",
        ),
        GraphQLField("position", DebatePosition, source="taken_position", description="The position taken, if any."),
        GraphQLField(
            "answers",
            lambda: registry.pages[ContributionPage],
            source="answered_contribution",
            description="The contribution that it answers, if any.",
        ),
        GraphQLField(
            "answered_by",
            list_of("publications.ContributionPage"),
            source="answering_contributions",
            description="The contributions that answer it, oldest first, at most 100.",
        ),
        GraphQLField(
            "debate",
            lambda: registry.pages[_debate_model()],
            source="readable_debate",
            description="The debate it belongs to; null when that cannot be read.",
        ),
    ]

    objects = PageManager.from_queryset(ContributionPageQuerySet)()

    class Meta:
        verbose_name = _("contribution to a debate")
        verbose_name_plural = _("contributions to debates")
        # Lists go by it and break ties by id.
        indexes: ClassVar = [models.Index(fields=["date", "page_ptr"], name="contribution_by_date")]

    def clean(self) -> None:
        super().clean()
        # A page that has no place yet is judged by its form, which knows the debate.
        if self.path:
            self.require_relations_within(self.get_parent().specific)

    def require_relations_within(self, debate: Page) -> None:
        """Refuse a position or an answered contribution of another debate. Raises ValidationError."""
        errors = {}
        if self.position_key and self.position_key not in _offered_keys(debate):
            errors["position_key"] = _("This is not a position of the debate.")
        if self.answers and not self._can_answer(self.answers, debate):
            errors["answers"] = _("Only a contribution to the same debate can be answered.")
        if errors:
            raise ValidationError(errors)

    def place_in(
        self,
        debate: Page | None,
        *,
        answered: "ContributionPage | None",
        answering: "list[ContributionPage] | None" = None,
    ) -> None:
        """Take over what a list already found."""
        self._debate, self._answered = debate, answered
        if answering is not None:
            self._answering = answering

    def readable_debate(self, info: GraphQLResolveInfo) -> Page | None:
        if not hasattr(self, "_debate"):
            found = info.context.pages(_debate_model().objects.parent_of(self), limit=1)
            self._debate = found[0] if found else None
        return self._debate

    def taken_position(self, info: GraphQLResolveInfo) -> DebatePosition | None:
        debate = self.readable_debate(info) if self.position_key else None
        offered = debate.position_list if debate else []
        return next((position for position in offered if position.id == str(self.position_key)), None)

    def answered_contribution(self, info: GraphQLResolveInfo) -> "ContributionPage | None":
        if not hasattr(self, "_answered"):
            self._answered = self._find_answered(info)
        return self._answered

    def answering_contributions(self, info: GraphQLResolveInfo) -> "list[ContributionPage]":
        if not hasattr(self, "_answering"):
            self._answering = self._find_answering(info)
        return self._answering

    def _find_answered(self, info: GraphQLResolveInfo) -> "ContributionPage | None":
        if self.answers is None:
            return None
        siblings = ContributionPage.objects.sibling_of(self, inclusive=False)
        same = siblings.filter(translation_key=self.answers.translation_key)
        return next(iter(info.context.pages(same, limit=1)), None)

    def _find_answering(self, info: GraphQLResolveInfo) -> "list[ContributionPage]":
        answering = ContributionPage.objects.answering(self).oldest_first()
        found: list[ContributionPage] = info.context.pages(answering, limit=MAXIMUM_ANSWERS)
        debate = self.readable_debate(info) if found else None
        for page in found:
            # The draft of an answer may already answer something else.
            if page.answers and page.answers.translation_key == self.translation_key:
                page.place_in(debate, answered=self)
        return found

    def _can_answer(self, answered: "ContributionPage", debate: Page) -> bool:
        same_debate = answered.get_parent().translation_key == debate.translation_key
        return same_debate and answered.translation_key != self.translation_key


def _debate_model() -> Any:
    return ContributionPage._meta.apps.get_model("publications", "DebatePage")


def _offered_keys(debate: Any) -> set[Any]:
    """Return the positions that readers see and those that editors have put since."""
    keys: set[Any] = debate.position_keys() | debate.get_latest_revision_as_object().position_keys()
    return keys
