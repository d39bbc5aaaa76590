from typing import ClassVar

import graphene
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField, GraphQLImage, GraphQLSnippet, GraphQLString
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel, TitleFieldPanel
from wagtail.images.models import AbstractImage
from wagtail.models import TranslatableMixin
from wagtail.search import index

from publications.models.register_entries import RegisterEntry


class PersonKind(models.TextChoices):
    PERSON = "person", _("Person")
    COLLECTIVE = "collective", _("Collective")


KIND_DESCRIPTIONS = {
    None: "Who is named as an author.",
    PersonKind.PERSON: "One human being.",
    PersonKind.COLLECTIVE: "A group that writes under one name.",
}
PersonKindEnum = graphene.Enum.from_enum(PersonKind, name="PersonKind", description=KIND_DESCRIPTIONS.get)


class Person(index.Indexed, RegisterEntry):
    name = models.CharField(verbose_name=_("name"), max_length=160)
    slug = models.SlugField(verbose_name=_("slug"), max_length=160)
    kind = models.CharField(verbose_name=_("kind"), max_length=20, choices=PersonKind, default=PersonKind.COLLECTIVE)
    role = models.CharField(
        verbose_name=_("role"),
        max_length=120,
        blank=True,
        help_text=_("What they do, e.g. editors of the study guide."),
    )
    organisation = models.ForeignKey(
        "publications.Organisation",
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    description = models.TextField(verbose_name=_("description"), blank=True)
    portrait = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Only with the consent of those who can be seen."),
    )

    panels: ClassVar[list[Panel]] = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
        FieldPanel("description"),
        FieldPanel("portrait"),
    ]

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("role"),
        index.FilterField("kind"),
        index.FilterField("locale_id"),
    ]

    prefetched: ClassVar[tuple[str, ...]] = (
        "portrait__renditions",
        "portrait__collection",
        "organisation__logo__renditions",
        "organisation__logo__collection",
    )

    graphql_description = "A person or a collective that writes."
    graphql_fields: ClassVar = [
        GraphQLString("name", required=True, description="The name to be shown."),
        GraphQLString("slug", required=True, description="The person or collective in addresses and filters."),
        GraphQLField(
            "person_kind",
            graphene.NonNull(PersonKindEnum),
            source="kind",
            description="Whether it is one person or a collective.",
        ),
        GraphQLString("role", required=True, description="What they do; may be empty."),
        GraphQLString("description", required=True, description="Who they are; may be empty."),
        GraphQLImage(
            "portrait", source="readable_portrait", description="A portrait; null when there is none to be seen."
        ),
        GraphQLSnippet("organisation", "publications.Organisation", description="Whom they belong to, if anyone."),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("person or collective")
        verbose_name_plural = _("people and collectives")
        ordering: ClassVar[list[str]] = ["name"]
        # Lists go by it and break ties by id.
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="person_by_name")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["locale", "slug"], name="unique_person_slug_per_locale")
        ]

    def __str__(self) -> str:
        return self.name

    def readable_portrait(self, info: GraphQLResolveInfo) -> AbstractImage | None:
        return info.context.image(self.portrait)
