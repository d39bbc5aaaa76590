from pathlib import Path

import pytest
from django.core.management import CommandError
from PIL import Image as PillowImage

from cms.images.models import CustomImage
from tests.cms.importing.conftest import Import
from tests.factories.site import Site, make_page


def draw(path: Path, *, kind: str | None = None) -> None:
    PillowImage.new("RGB", (40, 30), "#a8121a").save(path, format=kind)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("my pic.png", "my%20pic.png"),
        ("my pic.png", "<my pic.png>"),
        ("Bühne.png", "B%C3%BChne.png"),
        ("Ä.PNG", "Ä.PNG"),
    ],
)
def test_names_of_pictures_are_found_as_they_are(
    import_document: Import, tmp_path: Path, name: str, written: str
) -> None:
    draw(tmp_path / name)

    report = import_document(f"# Titel\n\n![Rot]({written})")

    assert "images missing 0" in report
    assert CustomImage.objects.get().title == Path(name).stem


@pytest.mark.parametrize(
    ("name", "kind", "note"),
    [
        ("bild.html", "PNG", "names of pictures end in avif, gif, jpg, jpeg, png, webp."),
        ("bild.bmp", "BMP", "names of pictures end in avif, gif, jpg, jpeg, png, webp."),
        ("bild", "PNG", "names of pictures end in avif, gif, jpg, jpeg, png, webp."),
        ("bild.jpg", "PNG", "it is no JPG picture that can be read."),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_missing(
    import_document: Import, tmp_path: Path, name: str, kind: str, note: str
) -> None:
    draw(tmp_path / name, kind=kind)

    report = import_document(f"# Titel\n\n![Rot]({name})")

    assert f"images missing 1\n    not found: {name}\n  note: '{name}' is not used: {note}" in report
    assert not CustomImage.objects.exists()


@pytest.mark.parametrize("factor", [1.5, 3])
def test_a_picture_with_too_many_pixels_is_missing(
    import_document: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, factor: float
) -> None:
    draw(tmp_path / "bild.png")
    monkeypatch.setattr(PillowImage, "MAX_IMAGE_PIXELS", int(40 * 30 / factor))

    report = import_document("# Titel\n\n![Rot](bild.png)")

    assert "not found: bild.png\n  note: 'bild.png' is not used: it has too many pixels." in report


@pytest.mark.parametrize(
    "source", ["x" * 5000 + ".png", "a%00.png", "loop.png", "loop.png/a.png", "../a.png", "/etc/passwd", "https://[::1"]
)
def test_a_name_that_no_picture_can_have_is_missing(import_document: Import, tmp_path: Path, source: str) -> None:
    (tmp_path / "loop.png").symlink_to("loop.png")

    assert "images missing 1" in import_document(f"# Titel\n\n![Rot]({source})")


def test_a_hero_image_with_a_null_character_is_missing(import_document: Import) -> None:
    report = import_document('---\nhero_image: "a\\0.png"\n---\n# Titel\n\nText')

    assert "images missing 1\n    not found: a\0.png" in report


def test_a_long_alt_text_is_cut_at_a_word(import_document: Import, tmp_path: Path) -> None:
    draw(tmp_path / "bild.png")

    report = import_document(f"# Titel\n\n![{'rot ' * 200}](bild.png)")

    assert CustomImage.objects.get().alt_de == ("rot " * 125).strip()
    assert "note: The alt text of 'bild.png' was cut to 500 characters." in report


@pytest.mark.parametrize("kind", ["statement", "standard"])
def test_an_import_that_fails_leaves_no_files(
    import_document: Import, site: Site, tmp_path: Path, media_folder: Path, kind: str
) -> None:
    draw(tmp_path / "bild.png")
    make_page(site.german, "Titel", locale=site.english.locale if kind == "standard" else site.german.locale)

    with pytest.raises(CommandError):
        import_document("# Titel\n\n![Rot](bild.png)", kind=kind)

    assert [path for path in media_folder.rglob("*") if path.is_file()] == []
    assert not CustomImage.objects.exists()
