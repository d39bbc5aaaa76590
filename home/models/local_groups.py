from typing import ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField, GraphQLString
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.pages.coordinates import COORDINATES, PlacePage
from cms.pages.declarations import MAXIMUM_LISTED, list_of
from cms.pages.models import ContentPage
from home.models.validators import handle

EVENTS_OF_GROUP = 5


class LocalGroupPage(PlacePage):
    parent_page_types: ClassVar[list[str]] = ["home.LocalGroupIndexPage"]
    # A group's editors may work below its page alone, so what they write has its lists there too.
    subpage_types: ClassVar[list[str]] = [
        "home.StandardPage",
        "home.ContactPage",
        "publications.EventIndexPage",
        "publications.StatementIndexPage",
    ]

    city = models.CharField(verbose_name=_("city"), max_length=80)
    region = models.CharField(
        verbose_name=_("region"), max_length=80, blank=True, help_text=_("Groups are listed by region.")
    )
    email = models.EmailField(
        verbose_name=_("email"),
        blank=True,
        help_text=_("Shown to readers. Enquiries to this group are sent here."),
    )
    telegram_handle = models.CharField(
        verbose_name=_("Telegram channel"), max_length=64, blank=True, validators=[handle]
    )
    instagram_handle = models.CharField(
        verbose_name=_("Instagram account"), max_length=64, blank=True, validators=[handle]
    )
    website = models.URLField(verbose_name=_("website"), blank=True)
    meeting_place = models.CharField(
        verbose_name=_("meeting place"),
        max_length=255,
        blank=True,
        help_text=_("Where and when people meet, for example: Example House, Market Street 1, Tuesdays at 7 pm."),
    )
    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldRowPanel([FieldPanel("city"), FieldPanel("region")]),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        MultiFieldPanel(
            [
                FieldPanel("email"),
                FieldPanel("website"),
                FieldRowPanel([FieldPanel("telegram_handle"), FieldPanel("instagram_handle")]),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("meeting_place"), FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("Place"),
        ),
        FieldPanel("body"),
    ]

    search_fields: ClassVar = [
        *ContentPage.search_fields,
        index.SearchField("city"),
        index.SearchField("region"),
        index.SearchField("meeting_place"),
    ]

    graphql_description = "A local group: where it meets and how to reach it."
    graphql_fields: ClassVar = [
        GraphQLString("city", required=True, description="The city of the group."),
        GraphQLString("region", required=True, description="The region that lists put the group under; may be empty."),
        GraphQLString("email", required=True, description="The address to write to; may be empty."),
        GraphQLString("telegram_handle", required=True, description="The Telegram channel without @; may be empty."),
        GraphQLString("instagram_handle", required=True, description="The Instagram account without @; may be empty."),
        GraphQLString("website", required=True, description="The address of the group's own website; may be empty."),
        GraphQLString("meeting_place", required=True, description="Where and when people meet; may be empty."),
        COORDINATES,
        GraphQLField(
            "upcoming_events",
            list_of("publications.EventPage"),
            description=f"The next events that the group hosts or announces below its page, at most {EVENTS_OF_GROUP}.",
        ),
    ]

    class Meta:
        verbose_name = _("local group")
        verbose_name_plural = _("local groups")

    def clean(self) -> None:
        super().clean()
        if wrong := self.wrong_coordinates():
            raise ValidationError(wrong)

    # The content apps do not import each other, so the other app's models are found by name.
    def upcoming_events(self, info: GraphQLResolveInfo) -> list[Page]:
        events = apps.get_model("publications", "EventPage").objects.filter(locale_id=self.locale_id)
        # A translated event still names the group of the language that it was translated from.
        hosted = Q(host_group__translation_key=self.translation_key)
        found = events.filter(hosted | events.descendant_of_q(self))
        return info.context.pages(found.ending_after(info.context.now).soonest_first(), limit=EVENTS_OF_GROUP)


class LocalGroupIndexPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.LocalGroupPage"]

    graphql_description = "The page that lists local groups."
    graphql_fields: ClassVar = [
        GraphQLField(
            "groups",
            list_of("home.LocalGroupPage"),
            description="The groups below this page by region and city, at most 100.",
        ),
    ]

    class Meta:
        verbose_name = _("list of local groups")
        verbose_name_plural = _("lists of local groups")

    def groups(self, info: GraphQLResolveInfo) -> list[Page]:
        return info.context.pages(by_region(LocalGroupPage.objects.child_of(self)), limit=MAXIMUM_LISTED)


def by_region(groups: PageQuerySet) -> PageQuerySet:
    return groups.order_by("region", "city", "title", "pk")
