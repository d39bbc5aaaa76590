from typing import ClassVar

import graphene
from django.db import models
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField, GraphQLString
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages.declarations import MAXIMUM_LISTED, list_of
from cms.pages.models import ContentPage
from home.models.local_groups import LocalGroupPage, by_region


class ContactKind(models.TextChoices):
    CONTACT = "contact", _("Contact")
    SUPPORTER = "supporter", _("Become a supporter")


KIND_DESCRIPTIONS = {
    None: "What the form of a contact page is for.",
    ContactKind.CONTACT: "Writing to the organization or a local group.",
    ContactKind.SUPPORTER: "Asking to become a supporter.",
}
ContactKindEnum = graphene.Enum.from_enum(ContactKind, name="ContactKind", description=KIND_DESCRIPTIONS.get)


class ContactPage(ContentPage):
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.LocalGroupPage"]
    subpage_types: ClassVar[list[str]] = []

    kind = models.CharField(verbose_name=_("kind"), max_length=20, choices=ContactKind, default=ContactKind.CONTACT)
    recipient = models.EmailField(
        verbose_name=_("receiving address"),
        help_text=_("What is sent goes here by mail and is stored nowhere. Readers do not see the address."),
    )
    offers_groups = models.BooleanField(
        verbose_name=_("offer the local groups"),
        default=True,
        help_text=_("Readers may choose a local group with an email; what they write then goes to that group."),
    )
    consent = models.TextField(
        verbose_name=_("consent"),
        max_length=1000,
        help_text=_(
            "What people agree to, in the first person. Each mail quotes these words, and the history of the page "
            "keeps earlier ones."
        ),
    )

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("recipient"), FieldPanel("offers_groups"), FieldPanel("consent")], heading=_("Form")
        ),
    ]

    search_fields: ClassVar = [*ContentPage.search_fields, index.FilterField("kind")]

    graphql_description = "A page with a form that writes to the organization or a local group."
    graphql_fields: ClassVar = [
        GraphQLField(
            "contact_kind", graphene.NonNull(ContactKindEnum), source="kind", description="What the form is for."
        ),
        GraphQLString("consent", required=True, description="What people agree to when they send the form."),
        GraphQLField(
            "groups",
            list_of("home.LocalGroupPage"),
            description="The local groups that can be written to, by region and city; may be empty.",
        ),
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def groups(self, info: GraphQLResolveInfo) -> list[Page]:
        if not self.offers_groups:
            return []
        reachable = LocalGroupPage.objects.filter(locale_id=self.locale_id).exclude(email="")
        return info.context.pages(by_region(reachable), limit=MAXIMUM_LISTED)
