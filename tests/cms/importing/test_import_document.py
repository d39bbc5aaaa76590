from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image as PillowImage
from wagtail.models import Page, Revision

from cms.images.models import CustomImage
from home.models import StandardPage
from publications.models import StatementPage
from tests.factories.site import Site, make_page, make_topic

CLIENT_TEXT = Path(__file__).parent / "client_text.md"
Import = Callable[..., str]


@pytest.fixture
def import_document(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    def run(content: str | bytes | Path, **options: Any) -> str:
        path = content if isinstance(content, Path) else tmp_path / "document.md"
        if not isinstance(content, Path):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        call_command("import_document", str(path), **({"kind": "standard", "locale": "de"} | options))
        return capsys.readouterr().out

    return run


def test_the_clients_text_arrives_whole(import_document: Import, expect_file: Callable[..., None]) -> None:
    report = import_document(CLIENT_TEXT, locale="en", publish=True)

    expect_file(Path(__file__).parent / "expected" / "report.txt", report.encode())
    assert StandardPage.objects.get(slug="who-is-the-kommunistische-organisation-ko").live


def test_a_second_run_makes_a_revision_and_no_second_page(import_document: Import) -> None:
    import_document("# Titel\n\nErster Text", publish=True)

    report = import_document("# Titel\n\nZweiter Text", publish=True)

    page = StandardPage.objects.get(slug="titel")
    assert "updated, published" in report
    assert "Zweiter Text" in page.body.get_prep_value()[0]["value"]["text"]
    assert Revision.objects.for_instance(page).count() == 2


def test_a_draft_over_a_published_page_leaves_readers_alone(import_document: Import) -> None:
    import_document("# Titel\n\nErster Text", publish=True)

    import_document("# Titel\n\nZweiter Text")

    page = StandardPage.objects.get(slug="titel")
    assert "Erster Text" in page.body.get_prep_value()[0]["value"]["text"]
    assert page.has_unpublished_changes


def test_front_matter_fills_a_statement(import_document: Import, tmp_path: Path) -> None:
    topic = make_topic()
    PillowImage.new("RGB", (40, 30), "#a8121a").save(tmp_path / "bild.png")
    matter = "---\ntitle: Nein\ndate: 2026-11-20\nsummary: Kurz.\ntopics: [Frieden]\nhero_image: bild.png\n---\nText"

    import_document(matter, kind="statement")

    statement = StatementPage.objects.get(slug="nein").get_latest_revision_as_object()
    assert (statement.date, statement.summary, list(statement.topics.all())) == (date(2026, 11, 20), "Kurz.", [topic])
    assert statement.hero_image.title == "bild"


def test_the_same_picture_is_stored_once(import_document: Import, tmp_path: Path) -> None:
    PillowImage.new("RGB", (40, 30), "#a8121a").save(tmp_path / "bild.png")

    for _ in range(2):
        import_document("# Titel\n\n![Rot](bild.png)")

    assert [(image.title, image.alt_de) for image in CustomImage.objects.all()] == [("bild", "Rot")]


def test_links_to_pages_of_the_site_follow_them(import_document: Import, site: Site) -> None:
    target = make_page(site.german, "Ziel")

    report = import_document("# Titel\n\n[da](/ziel/) [fort](/fort/) [wer](nirgends.md)")

    html = StandardPage.objects.get(slug="titel").body.get_prep_value()[0]["value"]["text"]
    assert f'<a linktype="page" id="{target.pk}">da</a>' in html
    assert "leads nowhere: fort (/fort/)\n    leads nowhere: wer (nirgends.md)" in report


BAD_INPUT = [
    (b"\xff\xfe\x00 nonsense", "is not UTF-8"),
    ("", "is empty"),
    (" \n\t ", "is empty"),
    ("a\x00b", "control characters"),
    (b"x" * 10_000_000, "10,000,000 bytes; a document has at most 1,048,576"),
    ("Nur Text", "The document has no title"),
    ("# Nur Titel", "a title and no text"),
    ("---\nfarbe: rot\n---\n# T\n\nx", "unknown fields: farbe. Known are: title, date"),
    ("---\ntitle: [\n---\n# T\n\nx", "not valid YAML"),
    ("---\ntitle: T\n# never closed", "never ends"),
    ("---\ndate: gestern\n---\n# T\n\nx", "'date' in the front matter must be a day such as 2026-11-23"),
    ("---\ndate: 2026-11-20\n---\n# T\n\nx", "A standard page has no date"),
    ("---\ntopics: [Frieden]\n---\n# T\n\nx", "A standard page has no topics"),
    ("# !!!\n\nx", "at least one letter or digit"),
]


@pytest.mark.parametrize(("content", "message"), BAD_INPUT, ids=[message for _content, message in BAD_INPUT])
def test_bad_input_is_refused_and_changes_nothing(import_document: Import, content: str | bytes, message: str) -> None:
    before = list(Page.objects.values_list("pk", "latest_revision_id"))

    with pytest.raises(CommandError, match=message.replace("(", r"\(")):
        import_document(content)

    assert list(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_a_slug_below_another_parent_is_refused(import_document: Import, site: Site) -> None:
    make_page(make_page(site.german, "Bereich"), "Titel")

    with pytest.raises(CommandError, match=r"The slug 'titel' is taken by .* 'Titel'"):
        import_document("# Titel\n\nText")


def test_a_topic_that_does_not_exist_is_refused(import_document: Import) -> None:
    with pytest.raises(CommandError, match="There is no topic Krieg in this language"):
        import_document("---\ntopics: [Krieg]\n---\n# T\n\nx", kind="statement")


def test_a_missing_file_is_refused(import_document: Import) -> None:
    with pytest.raises(CommandError, match="No such file"):
        import_document(Path("/nowhere/document.md"))
