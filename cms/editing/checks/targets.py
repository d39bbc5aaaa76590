from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.blocks import ChooserBlock, PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.links import CallToActionBlock
from cms.editing.checks.content import all_leaves, block_anchor
from cms.editing.checks.findings import Finding, error
from cms.pages.models import ContentPage

MISSING: dict[type[ChooserBlock], StrOrPromise] = {
    ImageChooserBlock: _("The image of this block is missing or was deleted. Choose another one, or remove the block."),
    DocumentChooserBlock: _(
        "The file of this block is missing or was deleted. Choose another one, or remove the block."
    ),
    PageChooserBlock: _("The page of this block is missing or was deleted. Choose another one, or remove the block."),
}


def targets(page: ContentPage) -> Iterator[Finding]:
    """Find blocks whose image, file or page is gone: Wagtail then holds nothing in its place, and readers see a gap."""
    for kind, message in MISSING.items():
        for leaf in all_leaves(page, kind=kind):
            if leaf.block.required and not leaf.value:
                yield error(str(message), anchor=leaf.anchor)
    yield from _calls_to_action(page)


def _calls_to_action(page: ContentPage) -> Iterator[Finding]:
    for child in page.body:
        if isinstance(child.block, CallToActionBlock) and not (child.value["page"] or child.value["address"]):
            message = gettext("A call to action leads nowhere; its page may have been deleted. Choose another place.")
            yield error(message, anchor=block_anchor(child.id))
