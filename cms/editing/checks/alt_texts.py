from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from wagtail.images.blocks import ImageChooserBlock

from cms.editing.checks.content import field_anchor, leaves
from cms.editing.checks.findings import Finding, error
from cms.images.models import CustomImage
from cms.pages.models import ContentPage


def alt_texts(page: ContentPage) -> Iterator[Finding]:
    """Find images that say nothing to those who cannot see them."""
    language = page.locale.language_code
    for image, anchor in _images(page):
        if not image.is_decorative and not getattr(image, f"alt_{language}", ""):
            message = gettext(
                "“%(title)s” has no alt text in this language. Describe the image, or mark it as decorative."
            )
            url = reverse("wagtailimages:edit", args=[image.pk])
            yield error(message % {"title": image.title}, anchor=anchor, url=url)


def _images(page: ContentPage) -> Iterator[tuple[CustomImage, str]]:
    if page.hero_image is not None:
        yield page.hero_image, field_anchor("hero_image")
    for leaf in leaves(page, kind=ImageChooserBlock):
        yield leaf.value, leaf.anchor
