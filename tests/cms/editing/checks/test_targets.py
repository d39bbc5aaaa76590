from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from wagtail.documents import get_document_model
from wagtail.models import Page

from tests.cms.editing.checks.test_checklist import errors, make_image
from tests.factories.site import Site, make_page

GONE = 999_999
IMAGE = "The image of this block is missing or was deleted. Choose another one, or remove the block."
FILE = "The file of this block is missing or was deleted. Choose another one, or remove the block."
PAGE = "The page of this block is missing or was deleted. Choose another one, or remove the block."
PLACE = "A call to action leads nowhere; its page may have been deleted. Choose another place."


def with_block(site: Site, kind: str, value: dict[str, Any]) -> Page:
    """Return a page as the database holds it, whatever has become of what it refers to."""
    page = make_page(site.german, summary="Ein Satz.")
    page.body = [{"type": kind, "value": value, "id": "0b5a2f5e-0000-4000-8000-000000000001"}]
    page.save()
    return Page.objects.get(pk=page.pk).specific


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("image", {"image": GONE, "caption": ""}, IMAGE),
        ("file", {"file": GONE, "title": ""}, FILE),
        ("linked_page", {"page": GONE}, PAGE),
        ("call_to_action", {"text": "Lesen", "page": GONE, "address": ""}, PLACE),
    ],
)
def test_block_whose_target_is_gone_stops_publishing(
    site: Site, kind: str, value: dict[str, Any], message: str
) -> None:
    (finding,) = errors(with_block(site, kind, value))

    assert (finding.message, finding.anchor) == (
        gettext(message),
        "block-0b5a2f5e-0000-4000-8000-000000000001-section",
    )


def test_deleted_picture_of_a_gallery_stops_publishing(site: Site) -> None:
    image, deleted = (make_image(is_decorative=True) for _ in range(2))
    pictures = [{"image": chosen.pk, "caption": ""} for chosen in (image, deleted)]
    page = with_block(site, "gallery", {"heading": "", "pictures": pictures})
    before = errors(page)
    deleted.delete()

    after = errors(Page.objects.get(pk=page.pk))

    assert (len(before), [finding.message for finding in after]) == (0, [gettext(IMAGE)])


def test_deleted_image_of_a_video_is_no_error(site: Site) -> None:
    value = {"url": "https://vimeo.com/1", "title": "Film", "image": GONE, "privacy_note": ""}

    assert errors(with_block(site, "embed", value)) == []


@pytest.mark.parametrize("address", ["", "https://example.org/"])
def test_calls_to_action_that_lead_somewhere_are_in_order(site: Site, address: str) -> None:
    target = None if address else make_page(site.german, "Ziel").pk

    assert errors(with_block(site, "call_to_action", {"text": "Lesen", "page": target, "address": address})) == []


def test_file_that_is_there_is_in_order(site: Site) -> None:
    file = get_document_model().objects.create(title="Datei", file=ContentFile(b"a", name="a.pdf"))

    assert errors(with_block(site, "file", {"file": file.pk, "title": ""})) == []
