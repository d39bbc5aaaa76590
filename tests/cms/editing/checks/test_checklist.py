from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from cms.editing.checks.checklist import findings
from cms.editing.checks.findings import Finding
from cms.images.models import CustomImage
from tests.factories.site import Site, make_event, make_page, make_statement


def said(page: Page) -> list[str]:
    return [finding.message for finding in findings(page.specific)]


def errors(page: Page) -> list[Finding]:
    return [finding for finding in findings(page.specific) if finding.is_error]


def make_image(**fields: Any) -> CustomImage:
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return CustomImage.objects.create(title="Fahnen", file=ImageFile(content, name="fahnen.png"), **fields)


def test_page_in_order_has_no_findings(site: Site) -> None:
    page = make_page(site.german, summary="Ein Satz.", body=[("heading", {"text": "Eins", "level": "2"})])

    assert findings(page) == []


def test_missing_alt_text_stops_publishing_and_says_where_to_write_it(site: Site) -> None:
    image = make_image(alt_en="Flags")
    page = make_page(site.german, summary="Ein Satz.", hero_image=image)

    (finding,) = errors(page)

    assert finding.message.startswith("„Fahnen“ hat in dieser Sprache keinen Alternativtext.")
    assert finding.url == f"/admin/images/{image.pk}/"


def test_alt_text_is_wanted_in_the_language_of_the_page(site: Site) -> None:
    page = make_page(site.english, summary="A sentence.", hero_image=make_image(alt_en="Flags"))

    assert errors(page) == []


def test_decorative_image_needs_no_alt_text(site: Site) -> None:
    body = [("image", {"image": make_image(is_decorative=True), "caption": ""})]

    assert errors(make_page(site.german, summary="Ein Satz.", body=body)) == []


def test_image_in_the_body_is_found_where_it_stands(site: Site) -> None:
    page = make_page(site.german, summary="Ein Satz.", body=[("image", {"image": make_image(), "caption": ""})])

    assert [finding.anchor for finding in errors(page)] == [f"block-{page.body[0].id}-section"]


def test_link_to_a_deleted_page_stops_publishing(site: Site) -> None:
    body = [("paragraph", {"text": '<p><a linktype="page" id="999999">Weg</a></p>'})]
    page = make_page(site.german, summary="Ein Satz.", body=body)

    assert [finding.message for finding in errors(page)] == [
        "Ein Link führt zu einer gelöschten Seite. Wählen Sie eine andere."
    ]


def test_link_to_a_draft_is_a_warning(site: Site) -> None:
    draft = make_page(site.german, "Entwurf", live=False)
    body = [("call_to_action", {"text": "Lesen", "page": draft, "address": ""})]
    page = make_page(site.german, summary="Ein Satz.", body=body)

    assert said(page) == ["Ein Link führt zu „Entwurf“; diese Seite können Leserinnen und Leser noch nicht öffnen."]
    assert errors(page) == []


def test_heading_that_skips_a_level_is_named(site: Site) -> None:
    body = [("heading", {"text": text, "level": level}) for text, level in (("A", "2"), ("B", "4"), ("C", "2"))]

    assert said(make_page(site.german, summary="Ein Satz.", body=body)) == [
        "Die Überschrift „B“ überspringt eine Ebene. Setzen Sie sie eine Ebene höher."
    ]


def test_missing_and_long_summaries_are_named(site: Site) -> None:
    bare = make_statement(site.statements)
    long = make_statement(site.statements, "Lang", summary="Wort " * 40)

    assert said(bare) == ["Es fehlt eine Zusammenfassung. Listen, E-Mails und Beiträge zeigen nur den Titel."]
    assert "diese hat 200" in said(long)[0]


def test_event_that_is_over_is_named(site: Site) -> None:
    event = make_event(site.events, summary="Ein Satz.", start=timezone.now() - timedelta(days=365))

    assert said(event) == ["Der Termin ist schon vorbei."]


@pytest.mark.parametrize("level", ["2", ""])
def test_first_heading_is_a_section(site: Site, level: str) -> None:
    page = make_page(site.german, summary="Ein Satz.", body=[("heading", {"text": "A", "level": level})])

    assert findings(page) == []
