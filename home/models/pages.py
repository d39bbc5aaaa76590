from typing import ClassVar

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField
from wagtail.models import Page

from cms.pages.declarations import list_of
from cms.pages.models import ContentPage

ITEMS_ON_HOME_PAGE = 3


class HomePage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.StandardPage",
        "home.LocalGroupIndexPage",
        "home.ContactPage",
        "publications.StatementIndexPage",
        "publications.EventIndexPage",
        "publications.DebateIndexPage",
        "publications.StudyProgrammePage",
        "publications.PublicationIndexPage",
        "publications.NewsletterIndexPage",
    ]

    graphql_description = "The first page of a language."
    graphql_fields: ClassVar = [
        GraphQLField(
            "latest_statements",
            list_of("publications.StatementPage"),
            description="The newest statements below this page, newest first.",
        ),
        GraphQLField(
            "upcoming_events",
            list_of("publications.EventPage"),
            description="The next events below this page, soonest first.",
        ),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    # The content apps do not import each other, so the other app's models are found by name.
    def latest_statements(self, info: GraphQLResolveInfo) -> list[Page]:
        statements = apps.get_model("publications", "StatementPage").objects.descendant_of(self).newest_first()
        return info.context.pages(statements, limit=ITEMS_ON_HOME_PAGE)

    def upcoming_events(self, info: GraphQLResolveInfo) -> list[Page]:
        events = apps.get_model("publications", "EventPage").objects.descendant_of(self)
        return info.context.pages(events.ending_after(info.context.now).soonest_first(), limit=ITEMS_ON_HOME_PAGE)


class StandardPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage", "home.LocalGroupPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]

    graphql_description = "A page that stands for itself, such as who we are."

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
