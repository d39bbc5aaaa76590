from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLString
from wagtail.admin.panels import FieldPanel, Panel, TitleFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from publications.models.register_entries import RegisterEntry


class Topic(index.Indexed, RegisterEntry):
    name = models.CharField(verbose_name=_("name"), max_length=80)
    slug = models.SlugField(verbose_name=_("slug"), max_length=80)
    description = models.TextField(verbose_name=_("description"), blank=True)

    panels: ClassVar[list[Panel]] = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldPanel("slug"),
        FieldPanel("description"),
    ]

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    graphql_description = "What statements are about."
    graphql_fields: ClassVar = [
        GraphQLString("name", required=True, description="The topic in the language of its pages."),
        GraphQLString("slug", required=True, description="The topic in addresses and filters."),
        GraphQLString("description", required=True, description="What the topic covers; may be empty."),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar[list[str]] = ["name"]
        # Lists go by it and break ties by id.
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="topic_by_name")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["locale", "slug"], name="unique_topic_slug_per_locale")
        ]

    def __str__(self) -> str:
        return self.name
