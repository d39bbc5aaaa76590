from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField
from wagtail.models import Page

from cms.pages.declarations import MAXIMUM_LISTED, list_of
from cms.pages.models import ContentPage
from publications.models.events import EventPage


class EventIndexPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.LocalGroupPage"]
    subpage_types: ClassVar[list[str]] = ["publications.EventPage"]

    graphql_description = "The page that lists events."
    graphql_fields: ClassVar = [
        GraphQLField(
            "upcoming",
            list_of("publications.EventPage"),
            description="Events below this page of which a date is left, by their next date, at most 100.",
        ),
        GraphQLField(
            "past",
            list_of("publications.EventPage"),
            description="Events below this page of which no date is left, latest first, at most 100.",
        ),
    ]

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def upcoming(self, info: GraphQLResolveInfo) -> list[Page]:
        events = EventPage.objects.child_of(self).ending_after(info.context.now).soonest_first()
        return info.context.pages(events, limit=MAXIMUM_LISTED)

    def past(self, info: GraphQLResolveInfo) -> list[Page]:
        events = EventPage.objects.child_of(self).over_by(info.context.now).latest_first()
        return info.context.pages(events, limit=MAXIMUM_LISTED)
