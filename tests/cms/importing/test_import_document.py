from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError
from PIL import Image as PillowImage
from wagtail.models import Page, Revision

from cms.images.models import CustomImage
from home.models import StandardPage
from publications.models import StatementPage
from tests.cms.importing.conftest import Import
from tests.factories.site import Site, make_page, make_topic

CLIENT_TEXT = Path(__file__).parent / "client_text.md"


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


ALIAS_BOMB = ", ".join(
    ["&a [x]", *(f"&{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in pairwise("abcdefghijkl"))]
)
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
    ("---\ntopics: [2026]\n---\n# T\n\nx", "'topics' in the front matter must be a list of names"),
    (f"---\ntopics: [{ALIAS_BOMB}]\n---\n# T\n\nx", "'topics' in the front matter must be a list of names"),
    (f"---\ndate: [{ALIAS_BOMB}]\n---\n# T\n\nx", "a day such as 2026-11-23."),
    (f"---\ndate: [{'0x' + 'f' * 9000}]\n---\n# T\n\nx", "'date' in the front matter must be a day"),
    ("---\n1: one\n---\n# T\n\nx", "The front matter must be a list of fields"),
    ("---\ntitle: !!timestamp no\n---\n# T\n\nx", "not valid YAML"),
    ('---\ntitle: "a\\0b"\n---\n\nx', "'title' in the front matter holds control characters"),
    (
        f"---\nsummary: {'x' * 501}\n---\n# T\n\nx",
        "'summary' in the front matter has 501 characters; it has at most 500",
    ),
    ("# T\n\n" + "> " * 120 + "x", "nested too deeply"),
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


@pytest.mark.parametrize("path", ["/dev/zero", "/dev", "/proc/self/fd"])
def test_what_is_not_a_file_is_refused(import_document: Import, path: str) -> None:
    with pytest.raises(CommandError, match="is not a file"):
        import_document(Path(path))


@pytest.mark.parametrize("name", ["a\x00b.md", "a\x00b/c.md", "x" * 5000, "{folder}/loop/a.md"])
def test_a_name_no_file_can_have_is_refused(import_document: Import, tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(CommandError, match="cannot be read"):
        import_document(Path(name.format(folder=tmp_path)))


def test_a_file_that_is_longer_than_it_says_is_refused(
    import_document: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.importing.reading.MAXIMUM_BYTES", 10)

    with pytest.raises(CommandError, match="has 11 bytes"):
        import_document(Path("/proc/self/status"))


@pytest.mark.parametrize("day", ["gestern", "2026-13-45", "23.11.2026"])
def test_a_day_that_is_none_is_refused(import_document: Import, day: str) -> None:
    with pytest.raises(CommandError, match=f"--date must be a day such as 2026-11-23, not '{day}'"):
        import_document("# Titel\n\nText", kind="statement", date=day)


def test_a_day_on_the_command_line_is_the_day_of_the_statement(import_document: Import) -> None:
    import_document("# Titel\n\nText", kind="statement", date="2026-11-20")

    assert StatementPage.objects.get(slug="titel").date == date(2026, 11, 20)


def test_a_title_and_another_first_heading_are_both_counted(import_document: Import) -> None:
    report = import_document("---\ntitle: Eins zwei\n---\n# Drei\n\nvier")

    assert "words in       4\n  words stored   4" in report


@pytest.mark.parametrize("href", ["<http://[::1>", "[a](http://[::1)", "[a](https:///b)", "[a](mailto:)"])
def test_an_address_that_is_none_leads_nowhere(import_document: Import, href: str) -> None:
    assert "dead links     1" in import_document(f"# Titel\n\n{href}")
