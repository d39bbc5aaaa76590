from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLField
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel, Panel
from wagtail.models import Orderable

from cms.pages.declarations import list_of

# What the fields below need, looked up at once for any number of pages.
SIGNED: tuple[str, ...] = (
    "authorships__person__organisation__logo__renditions",
    "authorships__person__organisation__logo__collection",
    "authorships__person__portrait__renditions",
    "authorships__person__portrait__collection",
    "signatures__organisation__logo__renditions",
    "signatures__organisation__logo__collection",
)


class Authorship(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="authorships")
    person = models.ForeignKey(
        "publications.Person",
        verbose_name=_("person or collective"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return str(self.person)


class Signature(Orderable):
    """An organisation that stands behind a page: it co-signs a statement or contributes to a debate as a guest."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(
        "publications.Organisation",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels: ClassVar[list[Panel]] = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("signing organization")
        verbose_name_plural = _("signing organizations")

    def __str__(self) -> str:
        return str(self.organisation)


class Signed:
    """The people and organisations behind a page, as GraphQL shows them."""

    @property
    def author_list(self) -> list[models.Model]:
        return [authorship.person for authorship in self.authorships.all()]  # type: ignore[attr-defined]  # A page's.

    @property
    def signing_organisations(self) -> list[models.Model]:
        return [signature.organisation for signature in self.signatures.all()]  # type: ignore[attr-defined]  # A page's.


def author_panel() -> Panel:
    return MultipleChooserPanel("authorships", chooser_field_name="person", heading=_("Authors"), label=_("author"))


def signature_panel(*, heading: Any, help_text: Any) -> Panel:
    return MultipleChooserPanel(
        "signatures",
        chooser_field_name="organisation",
        heading=heading,
        label=_("organization"),
        help_text=help_text,
    )


def author_field() -> GraphQLField:
    return GraphQLField(
        "authors",
        list_of("publications.Person"),
        source="author_list",
        description="Who wrote it, in the order in which they are named.",
    )


def topic_field(description: str) -> GraphQLField:
    return GraphQLField("topics", list_of("publications.Topic"), source="topic_list", description=description)
