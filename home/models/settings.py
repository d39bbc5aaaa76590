from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

hex_color = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Give a color as # and six hexadecimal digits, for example #A8121A.")
)
handle = RegexValidator(r"^[A-Za-z0-9._]{2,64}$", _("Give the name only, without @ and without a link."))


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    organization_name = models.CharField(verbose_name=_("name of the organisation"), max_length=120)
    short_name = models.CharField(verbose_name=_("short name"), max_length=40, blank=True)
    email = models.EmailField(verbose_name=_("email"), blank=True)
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
            [FieldPanel("organization_name"), FieldPanel("short_name"), FieldPanel("email")], _("Organisation")
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
