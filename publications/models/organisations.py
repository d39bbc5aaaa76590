from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLImage, GraphQLString
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel, TitleFieldPanel
from wagtail.images.models import AbstractImage
from wagtail.models import TranslatableMixin
from wagtail.search import index

from publications.models.register_entries import RegisterEntry


class Organisation(index.Indexed, RegisterEntry):
    name = models.CharField(verbose_name=_("name"), max_length=160)
    slug = models.SlugField(verbose_name=_("slug"), max_length=160)
    short_name = models.CharField(
        verbose_name=_("short name"), max_length=40, blank=True, help_text=_("As people say it, e.g. KO.")
    )
    city = models.CharField(verbose_name=_("city"), max_length=80, blank=True)
    website = models.URLField(verbose_name=_("website"), blank=True)
    description = models.TextField(verbose_name=_("description"), blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar[list[Panel]] = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("city"), FieldPanel("website")]),
        FieldPanel("description"),
        FieldPanel("logo"),
    ]

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        index.SearchField("city"),
        index.FilterField("locale_id"),
    ]

    prefetched: ClassVar[tuple[str, ...]] = ("logo__renditions", "logo__collection")

    graphql_description = "A group or party that signs with us or takes part in debates."
    graphql_fields: ClassVar = [
        GraphQLString("name", required=True, description="The full name."),
        GraphQLString("short_name", required=True, description="The name as people say it; may be empty."),
        GraphQLString("slug", required=True, description="The organisation in addresses and filters."),
        GraphQLString("website", required=True, description="Its website; may be empty."),
        GraphQLString("city", required=True, description="Where it has its seat; may be empty."),
        GraphQLString("description", required=True, description="Who they are; may be empty."),
        GraphQLImage("logo", source="readable_logo", description="Its sign; null when there is none to be seen."),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering: ClassVar[list[str]] = ["name"]
        # Lists go by it and break ties by id.
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="organisation_by_name")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["locale", "slug"], name="unique_organisation_slug_per_locale")
        ]

    def __str__(self) -> str:
        return self.name

    def readable_logo(self, info: GraphQLResolveInfo) -> AbstractImage | None:
        return info.context.image(self.logo)
