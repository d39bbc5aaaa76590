import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLBoolean, GraphQLString
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from cms.images.names import mark, private_paths
from cms.images.originals import OriginalFile

FILE_NAME = re.compile(r"^\S+\.(avif|gif|jpe?g|png|webp)$", re.IGNORECASE)
MISSING_ALT = {
    "alt_de": _("Describe the picture in German, or mark it as decorative."),
    "alt_en": _("Describe the picture in English, or mark it as decorative."),
}


class CustomImage(AbstractImage):
    alt_de = models.CharField(
        verbose_name=_("alt text, German"),
        max_length=500,
        blank=True,
        help_text=_("What matters in the picture for the message, in one or two sentences."),
    )
    alt_en = models.CharField(
        verbose_name=_("alt text, English"),
        max_length=500,
        blank=True,
        help_text=_("The same for readers of the English pages."),
    )
    is_decorative = models.BooleanField(
        verbose_name=_("decorative"),
        default=False,
        help_text=_("The picture says nothing that the text does not say; screen readers skip it."),
    )
    credit = models.CharField(
        verbose_name=_("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the picture, as it shall stand beside it."),
    )
    license = models.CharField(
        verbose_name=_("license"),
        max_length=255,
        blank=True,
        help_text=_("What allows us to show it, for example: CC BY 4.0, or: with permission."),
    )
    # Background tasks write these, so that a read needs nothing but the image itself (cms/images/manifests.py).
    dominant_color = models.CharField(max_length=7, blank=True, editable=False)
    placeholder = models.CharField(max_length=1024, blank=True, editable=False)
    manifest = models.JSONField(default=dict, blank=True, editable=False)

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
        GraphQLString("license", required=True, description="The license of the image; may be empty."),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def cut(self) -> str:
        """What the files made of it depend on: they are made anew when the file or its focal point is another."""
        focus = (self.focal_point_x, self.focal_point_y, self.focal_point_width, self.focal_point_height)
        return "|".join(str(part) for part in (self.file.name, *focus))

    @property
    def default_alt_text(self) -> str:
        return self.alt_de or self.alt_en

    def clean(self) -> None:
        super().clean()
        texts = {"alt_de": self.alt_de, "alt_en": self.alt_en}
        missing = [name for name, text in texts.items() if not text.strip()]
        if missing and not self.is_decorative:
            raise ValidationError({name: MISSING_ALT[name] for name in missing})
        # A file name helps nobody who cannot see the picture.
        if named := [name for name, text in texts.items() if FILE_NAME.search(text.strip())]:
            raise ValidationError(dict.fromkeys(named, _("This is the name of a file. Say what the picture shows.")))

    def alt(self, language: str) -> str:
        """Return the alt text in the language, else in the other one, else nothing when decorative."""
        if self.is_decorative:
            return ""
        own = self.alt_en if language == "en" else self.alt_de
        return own or self.default_alt_text or self.title


# A field of its own would stand behind the columns that follow from the file, and Django writes them in order.
FILE: Any = CustomImage._meta.get_field("file")
FILE.attr_class = OriginalFile


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition_per_filter_and_focal_point"
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """Name the file so that nobody can guess it, be it a preset or a size that Wagtail's admin shows."""
        stem, _, rest = filename.partition(".")
        name: str = super().get_upload_to(f"{stem}.{mark(self.image, private_paths())}.{rest}")
        return name
