from typing import ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.body import BodyBlock
from cms.pages.forms import ContentCopyForm, ContentPageForm
from cms.pages.gone import GonePath
from cms.pages.posts import Channel, Post, PostQuerySet, SlideShape, SlideStyle, Timing
from cms.pages.related import RelatedPage

__all__ = [
    "CHANNEL_LABELS",
    "Channel",
    "ContentPage",
    "GonePath",
    "Post",
    "PostQuerySet",
    "RelatedPage",
    "SlideShape",
    "SlideStyle",
    "Timing",
]

CHANNEL_LABELS: dict[str, StrOrPromise] = {"website": _("Website"), **dict(Channel.choices)}


class ContentPage(Page):
    """What every public page carries, so that every channel can carry every page."""

    base_form_class = ContentPageForm
    copy_form_class = ContentCopyForm
    channels: ClassVar[tuple[str, ...]] = (
        "website",
        "instagram",
        "telegram",
        "mastodon",
        "bluesky",
        "newsletter",
        "leaflet",
    )
    # What the fields of the type need of other tables, for lists to look up at once.
    selected: ClassVar[tuple[str, ...]] = ()
    prefetched: ClassVar[tuple[str, ...]] = ()
    # A copy, and a translation, is planned anew: nothing goes out twice because somebody pressed a button.
    exclude_fields_in_copy: ClassVar[list[str]] = ["posts"]

    summary = models.TextField(
        verbose_name=_("summary"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences. They open the page and stand for it in lists, mails and posts."),
    )
    hero_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("body"),
    ]

    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [(channel, str(CHANNEL_LABELS[channel])) for channel in self.channels]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        preview_response = import_string(settings.PAGE_PREVIEW)
        response: HttpResponse = preview_response(self, request=request, channel=mode_name)
        return response
