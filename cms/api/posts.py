from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

import graphene
from django.db.models import Exists, OuterRef, prefetch_related_objects
from graphql import GraphQLResolveInfo
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.api.visibility import Visibility
from cms.pages.models import Channel, ContentPage, Post, RelatedPage, SlideShape, SlideStyle
from cms.pages.posts import PUSH_CHANNELS

Value = TypeVar("Value")

CHANNEL_DESCRIPTIONS = {
    None: "A channel whose posts editors plan. The website is none: it shows every published page.",
    Channel.INSTAGRAM: "Slides with a caption.",
    Channel.TELEGRAM: "One message.",
    Channel.MASTODON: "A short post with a picture.",
    Channel.BLUESKY: "A short post with a card of the page.",
    Channel.NEWSLETTER: "One mail.",
    Channel.FEEDS: "RSS, Atom and JSON Feed.",
    Channel.CALENDAR: "The calendar that others subscribe to.",
    Channel.LEAFLET: "A sheet to print.",
}
STYLE_DESCRIPTIONS = {
    None: "How slides look.",
    SlideStyle.BRAND: "Covers in the brand's color, text on paper.",
    SlideStyle.PAPER: "All slides ink on paper, the brand's color for what stands out.",
    SlideStyle.INK: "All slides paper on ink.",
}
SHAPE_DESCRIPTIONS = {
    None: "How high slides are.",
    SlideShape.PORTRAIT: "4:5, which fills most of a phone.",
    SlideShape.SQUARE: "1:1.",
}
ChannelEnum = graphene.Enum.from_enum(Channel, name="Channel", description=CHANNEL_DESCRIPTIONS.get)
SlideStyleEnum = graphene.Enum.from_enum(SlideStyle, name="SlideStyle", description=STYLE_DESCRIPTIONS.get)
SlideShapeEnum = graphene.Enum.from_enum(SlideShape, name="SlideShape", description=SHAPE_DESCRIPTIONS.get)


class PlannedPost(graphene.ObjectType):
    """What the editors planned for a page in one channel."""

    class Meta:
        name = "Post"

    is_enabled = graphene.Boolean(required=True, description="Whether the channel shall carry the page.")
    text = graphene.String(
        required=True,
        description="The editors' own words; empty when the channel makes its own of the page, "
        "and to the public before the moment they are planned for.",
    )
    slide_style = graphene.Field(SlideStyleEnum, required=True, description="How slides of the page look.")
    slide_shape = graphene.Field(SlideShapeEnum, required=True, description="How high slides of the page are.")

    @staticmethod
    def resolve_text(post: Post, info: GraphQLResolveInfo) -> str:
        context = info.context
        is_draft = context.perspective.sees_drafts or (context.draft is not None and context.draft.pk == post.page_id)
        return post.text if is_draft or not post.waits(now=context.now) else ""


@dataclass(kw_only=True)
class Plans:
    """Posts and related pages of the pages of one answer, looked up for all of them at the first question."""

    _awaited: set[int] = field(default_factory=set)
    _posts: dict[int, dict[str, Post]] = field(default_factory=dict)
    _related: dict[int, list[Page]] = field(default_factory=dict)

    def know(self, posts: Mapping[int, Iterable[Post]], related: Mapping[int, list[Page]]) -> None:
        """Take over what was looked up, so that nothing looks it up again."""
        self._posts |= {pk: {post.channel: post for post in found} for pk, found in posts.items()}
        self._related |= related

    def expect(self, pages: Iterable[Page]) -> None:
        self._awaited |= {page.pk for page in pages if page.pk}

    def post(self, page: Page, *, channel: str, is_draft: bool) -> Post:
        """Return the plan of a page; the draft of a preview brings its own."""
        if channel not in page.channels:
            return Post(channel=channel, is_enabled=False)
        found = {post.channel: post for post in page.posts.all()} if is_draft else self._posts_of(page)
        return found.get(channel) or Post.by_default(channel)

    def related(self, page: Page, *, visibility: Visibility, is_draft: bool) -> list[Page]:
        """Return the visible ones among the related pages, in the language of the page where they exist in it."""
        if is_draft:
            links = [(page.pk, link.related_page_id) for link in page.related_links.all()]
            return _visible({page.pk: page.locale_id}, links, visibility=visibility)[page.pk]
        self.expect([page])
        if missing := self._awaited - self._related.keys():
            links = list(
                RelatedPage.objects.filter(page__in=missing)
                .order_by("page_id", "sort_order")
                .values_list("page_id", "related_page_id")
            )
            locales = dict(Page.objects.filter(pk__in={pk for pk, _ in links}).values_list("pk", "locale_id"))
            self._related |= {pk: [] for pk in missing} | _visible(locales, links, visibility=visibility)
        return self._related[page.pk]

    def _posts_of(self, page: Page) -> dict[str, Post]:
        self.expect([page])
        if missing := self._awaited - self._posts.keys():
            self._posts |= {pk: {} for pk in missing}
            for post in Post.objects.filter(page__in=missing):
                self._posts[post.page_id][post.channel] = post
        return self._posts[page.pk]


def _visible(locales: dict[int, int], links: list[tuple[int, int]], *, visibility: Visibility) -> dict[int, list[Page]]:
    related: dict[int, list[Page]] = {pk: [] for pk in locales}
    keys = Page.objects.filter(pk__in={target for _, target in links}).values("translation_key")
    found = visibility.pages(Page.objects.filter(translation_key__in=keys))
    # Were the database asked for these types, SQLite would go through every page there is of them.
    pages = [page for page in found.specific() if isinstance(page, ContentPage)] if links else []
    prefetch_related_objects(pages, "locale")
    by_id = {page.pk: page for page in pages}
    by_language = {(page.translation_key, page.locale_id): page for page in pages}
    for pk, target in links:
        if target in by_id:
            chosen = by_id[target]
            related[pk].append(by_language.get((chosen.translation_key, locales[pk]), chosen))
    return related


def in_channel(queryset: PageQuerySet, *, channel: Enum | str | None) -> PageQuerySet:
    """Keep the pages that the channel shall carry: those not switched off, or for pushed posts those switched on."""
    name = value_of(channel)
    if name is None:
        return queryset
    is_pushed = name in PUSH_CHANNELS
    decided = Exists(Post.objects.filter(page=OuterRef("pk"), channel=name, is_enabled=is_pushed))
    return queryset.filter(decided if is_pushed else ~decided)


def value_of(argument: Enum | Value) -> Value:
    """Return what an enum argument stands for: graphene passes members for literals and plain values for defaults."""
    return argument.value if isinstance(argument, Enum) else argument


def resolve_post(page: Page, info: GraphQLResolveInfo, channel: Enum | str) -> Post:
    context = info.context
    return context.plans.post(page, channel=value_of(channel), is_draft=context.perspective.is_version(page))


def resolve_related_pages(page: Page, info: GraphQLResolveInfo) -> list[Page]:
    context = info.context
    seen = context.perspective
    found = context.plans.related(page, visibility=context.visibility, is_draft=seen.is_version(page))
    return [seen.version(related) for related in found]
