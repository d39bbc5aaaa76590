from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from home.models.validators import handle, hex_color


def _page(name: Any) -> Any:
    """Return a relation to a page in any language; readers are led to its translation."""
    return models.ForeignKey(
        "wagtailcore.Page", verbose_name=name, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    organization_name = models.CharField(verbose_name=_("name of the organisation"), max_length=120)
    short_name = models.CharField(verbose_name=_("short name"), max_length=40, blank=True)
    email = models.EmailField(verbose_name=_("email"), blank=True)
    profile_de = models.TextField(
        verbose_name=_("profile, German"),
        max_length=500,
        blank=True,
        help_text=_("The organisation in one or two sentences, for the foot of the website and for search engines."),
    )
    profile_en = models.TextField(verbose_name=_("profile, English"), max_length=500, blank=True)
    responsible = models.CharField(
        verbose_name=_("responsible under press law (V.i.S.d.P.)"),
        max_length=255,
        blank=True,
        help_text=_("Name and address of a person, as German press law wants it on everything that is printed."),
    )
    postal_address = models.TextField(verbose_name=_("postal address"), max_length=255, blank=True)
    imprint_page = _page(_("imprint"))
    privacy_page = _page(_("privacy policy"))
    telegram_handle = models.CharField(
        verbose_name=_("Telegram channel"), max_length=64, blank=True, validators=[handle]
    )
    instagram_handle = models.CharField(
        verbose_name=_("Instagram account"), max_length=64, blank=True, validators=[handle]
    )
    primary_color = models.CharField(
        verbose_name=_("brand color"), max_length=7, default="#A8121A", validators=[hex_color]
    )
    ink_color = models.CharField(verbose_name=_("text color"), max_length=7, default="#1B1B1F", validators=[hex_color])
    paper_color = models.CharField(
        verbose_name=_("background color"), max_length=7, default="#FBF9F5", validators=[hex_color]
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("organization_name"),
                FieldPanel("short_name"),
                FieldPanel("email"),
                FieldPanel("profile_de"),
                FieldPanel("profile_en"),
            ],
            _("Organisation"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("responsible"),
                FieldPanel("postal_address"),
                PageChooserPanel("imprint_page"),
                PageChooserPanel("privacy_page"),
            ],
            _("Imprint and privacy"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("telegram_handle"), FieldPanel("instagram_handle")])], _("Accounts")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("primary_color"), FieldPanel("ink_color"), FieldPanel("paper_color")]),
                FieldPanel("logo"),
            ],
            _("Brand"),
        ),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        # What tells others of the change is written with it, or neither is.
        super().save(*args, **kwargs)

    def profile(self, language: str) -> str:
        """Return the profile in the language, else in the other one."""
        return {"de": self.profile_de, "en": self.profile_en}.get(language, "") or self.profile_de or self.profile_en
