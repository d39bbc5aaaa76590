from pathlib import Path

import pytest

from tests.cms.importing.wordpress.conftest import ImportWordPress
from tests.cms.importing.wordpress.exports import comment, item, meta, write

COMMENTS = comment(1, "Karl", "Sehr gut") + comment(2, "Clara", "Nein <b>danke</b>", parent=1)
LEFT = [
    (item(1, more=COMMENTS), "post 1 'Titel 1': comment (3 words): Karl: Sehr gut"),
    (item(1, more=COMMENTS), "post 1 'Titel 1': comment (3 words): Clara: Nein danke"),
    (item(1, more=meta("preis", "drei Euro")), "post 1 'Titel 1': custom field (3 words): preis: drei Euro"),
    (item(1, more=meta("_x", "y")), "1 x setting of WordPress or a plugin: _x"),
    (item(1, 'Eins [rot_box farbe="a"]'), "post 1 'Titel 1': shortcode (2 words): [rot_box farbe=\"a\"]"),
    (item(1, "Eins <form>Name</form>"), "post 1 'Titel 1': form (1 words): Name"),
    (item(2, "Weg", status="trash"), "post 2: post that is in the state trash (2 words): Titel 2"),
    (item(3, kind="nav_menu_item", title="Über uns"), "nav_menu_item 3: menu item (2 words): Über uns"),
    (item(4, "<!-- wp:latest-posts /-->"), "1 x block without text left out: latest-posts"),
    (item(4, "<!-- wp:acme/box -->Da<!-- /wp:acme/box -->"), "1 x unknown block, its text kept: acme/box"),
]


@pytest.mark.parametrize(("export", "line"), LEFT, ids=[line for _item, line in LEFT])
def test_everything_that_is_left_is_named(import_wordpress: ImportWordPress, export: str, line: str) -> None:
    assert line in [shown.strip() for shown in import_wordpress([export]).splitlines()]


def test_the_report_goes_to_a_file_when_asked(import_wordpress: ImportWordPress, tmp_path: Path) -> None:
    shown = import_wordpress([item(1, "Eins", more=comment(1, "Karl", "Gut"))], report=tmp_path / "report.txt")

    written = (tmp_path / "report.txt").read_text()
    assert "Karl" not in shown
    assert written.startswith(shown.strip().splitlines()[0])
    assert "comment (2 words): Karl: Gut" in written


def test_characters_that_xml_forbids_are_left_out_and_reported(
    import_wordpress: ImportWordPress, tmp_path: Path
) -> None:
    path = write(tmp_path / "bad.xml", [item(1, "Ei\x08ns \x0bzwei")])
    path.write_bytes(path.read_bytes().replace(b"<description></description>", b"<description>&#x1;\xff</description>"))

    report = import_wordpress(path)

    assert "3 x characters that XML forbids left out" in report
    assert "1 x broken characters became" in report
