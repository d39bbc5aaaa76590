from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLBoolean, GraphQLString
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index


class CustomImage(AbstractImage):
    alt_de = models.CharField(
        verbose_name=_("alt text, German"),
        max_length=500,
        blank=True,
        help_text=_("What matters in the picture for the message, in one or two sentences."),
    )
    alt_en = models.CharField(verbose_name=_("alt text, English"), max_length=500, blank=True)
    is_decorative = models.BooleanField(
        verbose_name=_("decorative"),
        default=False,
        help_text=_("The picture says nothing that the text does not say; screen readers skip it."),
    )
    credit = models.CharField(verbose_name=_("credit"), max_length=255, blank=True)
    license = models.CharField(verbose_name=_("licence"), max_length=255, blank=True)

    admin_form_fields = (
        *(name for name in Image.admin_form_fields if name != "description"),
        "alt_de",
        "alt_en",
        "is_decorative",
        "credit",
        "license",
    )

    search_fields: ClassVar = [
        *AbstractImage.search_fields,
        index.SearchField("alt_de"),
        index.SearchField("alt_en"),
    ]

    graphql_description = "A picture with what it shows and the sizes it can be had in."
    graphql_fields: ClassVar = [
        GraphQLBoolean("is_decorative", required=True, description="True when screen readers should skip the image."),
        GraphQLString("credit", required=True, description="Who made the image; may be empty."),
        GraphQLString("license", required=True, description="The licence of the image; may be empty."),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        return self.alt_de or self.alt_en

    def clean(self) -> None:
        super().clean()
        if not self.is_decorative and not (self.alt_de and self.alt_en):
            message = _("Describe the picture in German and in English, or mark it as decorative.")
            raise ValidationError({"alt_de" if not self.alt_de else "alt_en": message})

    def alt(self, language: str) -> str:
        """Return the alt text in the language, else in the other one, else nothing when decorative."""
        if self.is_decorative:
            return ""
        by_language = {"de": self.alt_de, "en": self.alt_en}
        return by_language.get(language) or self.default_alt_text or self.title


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition_per_filter_and_focal_point"
            )
        ]
