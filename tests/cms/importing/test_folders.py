from pathlib import Path

import pytest
from django.core.management import CommandError
from PIL import Image as PillowImage
from wagtail.models import Page, Revision

from cms.images.models import CustomImage
from home.models import StandardPage
from tests.cms.importing.conftest import Import
from tests.factories.site import Site, make_page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three documents that link to one another, one of them with a picture beside it."""
    root = tmp_path / "texte"
    (root / "ziele" / "bilder").mkdir(parents=True)
    (root / "erster.md").write_text("# Erster\n\nSiehe [Ziele](ziele/index.md) und [zwei](ziele/zweiter.md#ende).")
    (root / "ziele" / "index.md").write_text("# Ziele\n\nEin Text.")
    (root / "ziele" / "zweiter.md").write_text("# Zweiter\n\n![Rot](bilder/rot.png)\n\n[zurück](../erster.md)")
    PillowImage.new("RGB", (40, 30), "#a8121a").save(root / "ziele" / "bilder" / "rot.png")
    return root


def html_of(slug: str) -> str:
    page = StandardPage.objects.get(slug=slug).get_latest_revision_as_object()
    return "".join(block["value"]["text"] for block in page.body.get_prep_value() if block["type"] == "paragraph")


def test_a_folder_becomes_a_tree(import_document: Import, folder: Path) -> None:
    report = import_document(folder, publish=True)

    paths = StandardPage.objects.order_by("url_path").values_list("url_path", flat=True)
    assert list(paths) == ["/home/erster/", "/home/ziele/", "/home/ziele/zweiter/"]
    assert "3 files: 3 changed, 0 unchanged, 0 refused; 10 words in, 10 words stored" in report
    assert CustomImage.objects.get().title == "rot"


def test_links_between_files_lead_to_their_pages(import_document: Import, folder: Path) -> None:
    report = import_document(folder, publish=True)

    goals, first = StandardPage.objects.get(slug="ziele"), StandardPage.objects.get(slug="erster")
    assert f'<a linktype="page" id="{goals.pk}">Ziele</a>' in html_of("erster")
    assert '<a href="/ziele/zweiter/#ende">zwei</a>' in html_of("erster")
    assert f'<a linktype="page" id="{first.pk}">zurück</a>' in html_of("zweiter")
    assert "leads nowhere" not in report


def test_importing_a_folder_twice_changes_nothing(import_document: Import, folder: Path) -> None:
    import_document(folder, publish=True)
    before = list(Page.objects.values_list("pk", "latest_revision_id"))

    report = import_document(folder, publish=True)

    assert list(Page.objects.values_list("pk", "latest_revision_id")) == before
    assert "3 files: 0 changed, 3 unchanged, 0 refused" in report


def test_a_file_that_is_refused_does_not_stop_the_others(
    import_document: Import, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "leer.md").write_text("")

    with pytest.raises(CommandError, match="1 of 4 files were refused"):
        import_document(folder)

    assert StandardPage.objects.count() == 3
    assert "leer.md\n  refused:" in capsys.readouterr().out


def test_the_same_document_twice_makes_one_revision(import_document: Import) -> None:
    import_document("# Titel\n\nText", publish=True)

    report = import_document("# Titel\n\nText", publish=True)

    assert "unchanged, published" in report
    assert Revision.objects.for_instance(StandardPage.objects.get(slug="titel")).count() == 1


@pytest.mark.parametrize("end", ["#ende", "?seite=2", "?seite=2#ende"])
def test_a_place_in_a_page_is_kept(import_document: Import, site: Site, end: str) -> None:
    make_page(site.german, "Ziel")

    import_document(f"# Titel\n\n[da](/ziel/{end})")

    assert html_of("titel") == f'<p><a href="/ziel/{end}">da</a></p>'


def test_a_list_that_begins_elsewhere_is_noted(import_document: Import) -> None:
    assert "note: A list begins at 5; here lists begin at 1." in import_document("# Titel\n\n5. fünf\n6. sechs")
