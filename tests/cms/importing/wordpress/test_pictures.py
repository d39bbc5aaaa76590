from pathlib import Path

import pytest
from PIL import Image as PillowImage
from wagtail.documents import get_document_model

from cms.images.models import CustomImage
from publications.models import StatementPage
from tests.cms.importing.wordpress.bodies import body_html
from tests.cms.importing.wordpress.conftest import ImportWordPress
from tests.cms.importing.wordpress.exports import attachment, item, meta

UPLOADS = "https://alt.example.org/wp-content/uploads"


@pytest.fixture
def uploads(tmp_path: Path, media_folder: Path) -> Path:
    """A copy of the folder WordPress keeps its uploads in, with a picture and a file."""
    folder = tmp_path / "uploads"
    (folder / "2020" / "05").mkdir(parents=True)
    PillowImage.new("RGB", (40, 30), "#a8121a").save(folder / "2020" / "05" / "platz.png")
    (folder / "2020" / "05" / "text.pdf").write_bytes(b"%PDF-1.4")
    return folder


def test_a_picture_is_found_by_the_address_of_a_smaller_copy(import_wordpress: ImportWordPress, uploads: Path) -> None:
    content = f'<img src="{UPLOADS}/2020/05/platz-300x200.png" alt="Am Platz">'

    import_wordpress([item(1, content)], images=uploads, publish=True)

    image = CustomImage.objects.get()
    body = StatementPage.objects.get(slug="titel-1").body.get_prep_value()
    assert [(block["type"], block["value"]) for block in body] == [("image", {"image": image.pk, "caption": ""})]


def test_an_attachment_gives_the_picture_its_title_and_alt_text(
    import_wordpress: ImportWordPress, uploads: Path
) -> None:
    alt = meta("_wp_attachment_image_alt", "Am Platz")
    picture = attachment(3, f"{UPLOADS}/2020/05/platz.png", title="Platz", more=alt)

    import_wordpress([picture, item(1, more=meta("_thumbnail_id", "3"))], images=uploads, publish=True)

    image = CustomImage.objects.get()
    assert (image.title, image.alt_de) == ("Platz", "Am Platz")
    assert StatementPage.objects.get(slug="titel-1").hero_image == image


def test_links_to_files_lead_to_the_files(import_wordpress: ImportWordPress, uploads: Path) -> None:
    import_wordpress([item(1, f'<a href="{UPLOADS}/2020/05/text.pdf">Text</a>')], images=uploads, publish=True)

    number = get_document_model().objects.get().pk
    html = body_html(StatementPage.objects.get(slug="titel-1"))
    assert html == f'<p><a linktype="document" id="{number}">Text</a></p>'


def test_a_picture_that_is_missing_leaves_its_alt_text(import_wordpress: ImportWordPress, uploads: Path) -> None:
    report = import_wordpress([item(1, f'<img src="{UPLOADS}/weg.png" alt="Fort">')], images=uploads, publish=True)

    assert body_html(StatementPage.objects.get(slug="titel-1")) == "<p>Fort</p>"
    assert f"image not found: {UPLOADS}/weg.png" in report


@pytest.mark.parametrize(
    "text", ['{"https://alt.example.org/a.png": "b.png"}', "https://alt.example.org/a.png\tb.png\n"]
)
def test_pictures_are_found_by_a_map(import_wordpress: ImportWordPress, tmp_path: Path, text: str) -> None:
    PillowImage.new("RGB", (40, 30), "#a8121a").save(tmp_path / "b.png")
    (tmp_path / "map").write_text(text)

    import_wordpress([item(1, '<img src="/a.png" alt="Rot">')], image_map=tmp_path / "map")

    assert CustomImage.objects.get().title == "b"


@pytest.mark.parametrize("name", ["../secret.pdf", "{folder}/secret.pdf", "link.pdf", "a\\u0000b"])
def test_a_map_opens_no_file_outside_of_its_folder(
    import_wordpress: ImportWordPress, tmp_path: Path, media_folder: Path, name: str
) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    file = name.replace("{folder}", str(tmp_path))
    (tmp_path / "maps" / "map").write_text(f'{{"{UPLOADS}/p.pdf": "{file}"}}')

    report = import_wordpress([item(1, f'<a href="{UPLOADS}/p.pdf">P</a>')], image_map=tmp_path / "maps" / "map")

    assert get_document_model().objects.count() == 0
    assert "is not used: it lies outside of the folder of the map." in report


def test_a_map_may_name_files_by_their_whole_path(
    import_wordpress: ImportWordPress, tmp_path: Path, media_folder: Path
) -> None:
    (tmp_path / "p.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "map").write_text(f"{UPLOADS}/p.pdf\t{tmp_path / 'p.pdf'}\n")

    report = import_wordpress([item(1, f'<a href="{UPLOADS}/p.pdf">P</a>')], image_map=tmp_path / "map")

    assert get_document_model().objects.get().title == "p.pdf"
    assert "is not used" not in report


@pytest.fixture
def gallery(tmp_path: Path) -> list[str]:
    """Two attachments with captions, and a third that no gallery names."""
    for number in (3, 4, 5):
        PillowImage.new("RGB", (40, 30), f"#a8121{number}").save(tmp_path / f"{number}.png")
    return [attachment(number, f"{UPLOADS}/{number}.png", excerpt=f"Bild <i>{number}</i>") for number in (3, 4, 5)]


@pytest.mark.parametrize("is_first", [True, False])
def test_captions_of_attachments_stand_below_the_pictures_of_a_gallery(
    import_wordpress: ImportWordPress, tmp_path: Path, gallery: list[str], *, is_first: bool
) -> None:
    post = item(1, '[gallery ids="3,4"]')

    report = import_wordpress([post, *gallery] if is_first else [*gallery, post], images=tmp_path, publish=True)

    pictures = StatementPage.objects.get(slug="titel-1").body[0].value["pictures"]
    assert [picture["caption"] for picture in pictures] == ["Bild 3", "Bild 4"]
    assert [line for line in report.splitlines() if "Bild" in line] == [
        "attachment 5: caption of an attachment that no gallery shows (2 words): Bild 5"
    ]
    assert "words added                 0\n" in report


def test_a_caption_in_a_second_gallery_counts_as_added(
    import_wordpress: ImportWordPress, tmp_path: Path, gallery: list[str]
) -> None:
    post = item(1, '[gallery ids="3,4"]\n\n[gallery ids="3,5"]')

    report = import_wordpress([post, *gallery], images=tmp_path)

    assert "words added                 2\n" in report
    assert "): Bild" not in report
