from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from grapple.models import GraphQLString
from wagtail.admin.panels import FieldPanel, Panel, TitleFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from publications.models.register_entries import RegisterEntry


class Series(index.Indexed, RegisterEntry):
    name = models.CharField(verbose_name=_("name"), max_length=120)
    slug = models.SlugField(verbose_name=_("slug"), max_length=120)
    description = models.TextField(verbose_name=_("description"), blank=True)

    panels: ClassVar[list[Panel]] = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldPanel("slug"),
        FieldPanel("description", help_text=_("What holds the series together, in one or two sentences.")),
    ]

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    graphql_description = "A sequence of statements or publications that belong together."
    graphql_fields: ClassVar = [
        GraphQLString("name", required=True, description="The name of the series."),
        GraphQLString("slug", required=True, description="The series in addresses and filters."),
        GraphQLString("description", required=True, description="What holds it together; may be empty."),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("several", "series")
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["locale", "slug"], name="unique_series_slug_per_locale")
        ]

    def __str__(self) -> str:
        return self.name
