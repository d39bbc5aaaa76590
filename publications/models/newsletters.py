from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import uuid4

import graphene
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField, GraphQLString
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, Revision
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.pages.declarations import MAXIMUM_LISTED, list_of
from cms.pages.models import ContentPage
from publications.issue_blocks import FrozenStream, IssueStream
from publications.models.issue_contents import Part, chosen_parts, frozen_parts
from publications.models.issue_form import NewsletterIssueForm

# What freezing writes; it is worked out anew for a copy and a translation.
FROZEN = ("frozen_at", "frozen_sections")


def _any_page() -> type[graphene.Interface]:
    found: type[graphene.Interface] = import_string(str(settings.GRAPPLE["PAGE_INTERFACE"]))
    return found


class NewsletterItem(graphene.ObjectType):
    """A page that an issue leads to."""

    page = graphene.Field(_any_page, required=True, description="The page, as it is now.")
    text = graphene.String(
        required=True, description="The editors' own words for it; empty when the page's summary stands."
    )


class NewsletterSection(graphene.ObjectType):
    """A part of an issue."""

    heading = graphene.String(required=True, description="What the part is called.")
    items = graphene.List(
        graphene.NonNull(NewsletterItem), required=True, description="Its pages that can be read, in order."
    )


class NewsletterIssueQuerySet(PageQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")


class NewsletterIssue(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["publications.NewsletterIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    channels = ("website", "newsletter")
    exclude_fields_in_copy: ClassVar[list[str]] = [*ContentPage.exclude_fields_in_copy, *FROZEN]
    base_form_class = NewsletterIssueForm

    subject = models.CharField(
        verbose_name=_("subject"),
        max_length=150,
        blank=True,
        help_text=_("The subject of the mail. Empty: the title. Many inboxes show no more than 78 characters."),
    )
    preheader = models.CharField(
        verbose_name=_("preheader"),
        max_length=150,
        blank=True,
        help_text=_("What inboxes show beside the subject. Empty: the summary."),
    )
    sections = StreamField(
        IssueStream(),
        verbose_name=_("sections"),
        blank=True,
        help_text=_("Pages by hand, or by a rule that chooses when the issue is frozen."),
    )
    frozen_at = models.DateTimeField(verbose_name=_("frozen"), null=True, blank=True, editable=False)
    frozen_sections = StreamField(FrozenStream(), verbose_name=_("frozen sections"), blank=True, editable=False)

    content_panels: ClassVar = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("subject"), FieldPanel("preheader")]),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("body", heading=_("Introduction")),
        FieldPanel("sections"),
    ]

    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("sections")]

    graphql_description = "An issue of the newsletter."
    graphql_fields: ClassVar = [
        GraphQLString(
            "subject",
            source="mail_subject",
            required=True,
            description="The subject of the mail; the title by default.",
        ),
        GraphQLString("preheader", required=True, description="What inboxes show beside the subject; may be empty."),
        GraphQLField(
            "frozen_at",
            graphene.DateTime,
            description="When it was settled which pages it holds; null while its rules still choose anew.",
        ),
        GraphQLField(
            "sections",
            graphene.NonNull(graphene.List(graphene.NonNull(NewsletterSection))),
            source="readable_sections",
            description="What it holds, in order. A section without a page that can be read is left out.",
        ),
    ]

    objects = PageManager.from_queryset(NewsletterIssueQuerySet)()

    class Meta:
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")

    @property
    def mail_subject(self) -> str:
        return self.subject or self.title

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    def readable_sections(self, info: GraphQLResolveInfo) -> list[NewsletterSection]:
        context = info.context
        parts = (
            frozen_parts(self)
            if self.is_frozen
            else chosen_parts(self, now=context.now, readable=context.visibility.pages)
        )
        pages = context.linked_pages([entry.key for part in parts for entry in part.entries])
        sections = [_section(part, pages) for part in parts]
        return [section for section in sections if section.items]

    def freeze(self, *, now: datetime) -> None:
        """Settle in memory which pages the issue holds; the caller saves.

        What is chosen by hand stays even where nobody can read it yet: it may be published together with the issue.
        """
        parts = chosen_parts(self, now=now, readable=lambda pages: pages.live().public())
        keys = {entry.key for part in parts for entry in part.entries}
        titles = dict(Page.objects.filter(pk__in=keys).values_list("pk", "title"))
        self.frozen_sections = [{"type": "picks", "value": _held(part, titles)} for part in parts]
        self.frozen_at = now

    def unfreeze(self) -> None:
        """Let the rules choose again, in memory; the caller saves."""
        self.frozen_sections, self.frozen_at = [], None

    def publish(self, revision: Revision, **options: Any) -> Any:
        """Freeze what is published, and what is only scheduled too: that is what somebody has looked at."""
        draft = revision.as_object()
        if not draft.is_frozen:
            draft.freeze(now=timezone.now())
            content = draft.serializable_data()
            revision.content |= {name: content[name] for name in FROZEN}
            revision.save(update_fields=["content"])
        return super().publish(revision, **options)


class NewsletterIndexPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["publications.NewsletterIssue"]

    graphql_description = "The archive of the newsletter."
    graphql_fields: ClassVar = [
        GraphQLField(
            "issues",
            list_of("publications.NewsletterIssue"),
            description="The newest issues below this page, newest first, at most 100.",
        ),
    ]

    class Meta:
        verbose_name = _("newsletter archive")
        verbose_name_plural = _("newsletter archives")

    def issues(self, info: GraphQLResolveInfo) -> list[Page]:
        return info.context.pages(NewsletterIssue.objects.child_of(self).newest_first(), limit=MAXIMUM_LISTED)


def _section(part: Part, pages: dict[int, Page]) -> NewsletterSection:
    items = [NewsletterItem(page=pages[entry.key], text=entry.text) for entry in part.entries if entry.key in pages]
    return NewsletterSection(heading=part.heading, items=items)


def _held(part: Part, titles: dict[int, str]) -> dict[str, Any]:
    """Return a section as it is stored. A page that was deleted is not there to be held."""
    items = [
        {"page": entry.key, "text": entry.text, "title": titles[entry.key]}
        for entry in part.entries
        if entry.key in titles
    ]
    return {
        "heading": part.heading,
        "items": [{"type": "item", "id": str(uuid4()), "value": value} for value in items],
    }
