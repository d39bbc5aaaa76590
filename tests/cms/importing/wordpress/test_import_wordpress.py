from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as PillowImage
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Revision

from cms.delivery.models import Delivery
from cms.images.models import CustomImage
from cms.importing.wordpress import posts
from cms.pages.posts import PUSH_CHANNELS, Post
from home.models import StandardPage
from publications.models import Person, StatementPage, Topic
from tests.cms.importing.wordpress.conftest import ImportWordPress
from tests.cms.importing.wordpress.exports import attachment, author, category, comment, item, meta, write
from tests.factories.site import Site, make_page

UPLOADS = "https://alt.example.org/wp-content/uploads"


def body_html(page: Page) -> str:
    return "".join(block["value"]["text"] for block in page.body.get_prep_value() if block["type"] == "paragraph")


def test_a_post_becomes_a_statement_with_topics_and_its_author(import_wordpress: ImportWordPress) -> None:
    terms = '<category domain="category" nicename="frieden"><![CDATA[Frieden]]></category>'
    head = (
        author("rosa", "Redaktion") + category("frieden", "Frieden", parent="politik") + category("politik", "Politik")
    )

    import_wordpress([item(1, "Ein Satz.", excerpt="Kurz &amp; gut", more=terms)], head=head, publish=True)

    page = StatementPage.objects.get(slug="titel-1")
    assert (page.title, page.summary, page.date, page.live) == ("Titel 1", "Kurz & gut", date(2020, 5, 1), True)
    assert page.first_published_at.date() == date(2020, 5, 1)
    assert [topic.name for topic in page.topics.all()] == ["Frieden"]
    assert sorted(Topic.objects.values_list("slug", flat=True)) == ["frieden", "politik"]
    assert [authorship.person.name for authorship in page.authorships.all()] == ["Redaktion"]
    assert list(Person.objects.values_list("name", "kind")) == [("Redaktion", "collective")]


def test_pages_keep_their_tree_wherever_the_parents_stand_in_the_file(import_wordpress: ImportWordPress) -> None:
    child = item(5, "Kind", kind="page", parent="7", name="kind")

    import_wordpress([child, item(7, "Eltern", kind="page", name="eltern")])

    assert StandardPage.objects.get(slug="kind").url_path == "/home/eltern/kind/"


def test_pages_that_are_their_own_ancestors_stand_below_the_home_page(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, kind="page", parent="2", name="a"), item(2, kind="page", parent="1", name="b")])

    assert StandardPage.objects.count() == 2


def test_a_second_run_changes_nothing(import_wordpress: ImportWordPress) -> None:
    first = import_wordpress([item(1, "Eins"), item(2, "Zwei", kind="page")], publish=True)
    before = list(Page.objects.values_list("pk", "latest_revision_id"))

    with CaptureQueriesContext(connection) as queries:
        second = import_wordpress(publish=True)

    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert list(Page.objects.values_list("pk", "latest_revision_id")) == before
    assert "created                     2\nupdated                     0\nunchanged                   0" in first
    assert "created                     0\nupdated                     0\nunchanged                   2" in second
    assert first.split("words in")[1] == second.split("words in")[1]


def test_a_post_that_changed_is_updated(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "Eins"), item(2, "Zwei")], publish=True)

    report = import_wordpress([item(1, "Eins neu"), item(2, "Zwei")], publish=True)

    assert "updated                     1\nunchanged                   1" in report
    assert body_html(StatementPage.objects.get(slug="titel-1")) == "<p>Eins neu</p>"


def test_an_interrupted_run_goes_on_where_it_stopped(
    import_wordpress: ImportWordPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = posts.plain

    def stop_at_two(html: str) -> str:
        if html == "Titel 2":
            raise KeyboardInterrupt
        return stored(html)

    monkeypatch.setattr(posts, "plain", stop_at_two)
    with pytest.raises(KeyboardInterrupt):
        import_wordpress([item(1, "Eins"), item(2, "Zwei")], publish=True)
    monkeypatch.undo()

    report = import_wordpress(publish=True)

    assert "created                     1\nupdated                     0\nunchanged                   1" in report
    assert Revision.objects.for_instance(StatementPage.objects.get(slug="titel-1")).count() == 1
    assert StatementPage.objects.live().count() == 2


def test_nothing_goes_out_to_other_channels(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "Eins"), item(2, "Zwei", kind="page")], publish=True)

    assert StatementPage.objects.live().count() == 1
    assert not Post.objects.filter(is_enabled=True, channel__in=PUSH_CHANNELS).exists()
    assert not Delivery.objects.exists()


def test_captions_of_attachments_stand_below_the_pictures_of_a_gallery(
    import_wordpress: ImportWordPress, tmp_path: Path
) -> None:
    for number in (3, 4):
        PillowImage.new("RGB", (40, 30), f"#a8121{number}").save(tmp_path / f"{number}.png")
    pictures = [attachment(number, f"{UPLOADS}/{number}.png", excerpt=f"Bild {number}") for number in (3, 4)]

    import_wordpress([item(1, '[gallery ids="3,4"]'), *pictures], images=tmp_path, publish=True)

    gallery = StatementPage.objects.get(slug="titel-1").body[0].value
    assert [picture["caption"] for picture in gallery["pictures"]] == ["Bild 3", "Bild 4"]


def test_the_address_with_the_number_leads_to_the_page(import_wordpress: ImportWordPress, client: Client) -> None:
    import_wordpress([item(12, "Zwölf")], publish=True)

    response = client.get("/?p=12", headers={"host": "www.example.org"}, secure=True)

    assert (response.status_code, response["Location"]) == (301, "/stellungnahmen/titel-12/")


def test_a_dry_run_reports_and_changes_nothing(
    import_wordpress: ImportWordPress, tmp_path: Path, media_folder: Path
) -> None:
    PillowImage.new("RGB", (40, 30), "#a8121a").save(tmp_path / "platz.png")
    pages = Page.objects.count()

    report = import_wordpress([item(1, f'Eins <img src="{UPLOADS}/platz.png">')], images=tmp_path, dry_run=True)

    assert "created                     1" in report
    assert (Page.objects.count(), Topic.objects.count(), Redirect.objects.count()) == (pages, 0, 0)
    assert [path for path in media_folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("values", [{"status": "draft"}, {"status": "private"}, {"password": "geheim"}])
def test_what_was_not_public_stays_a_draft(import_wordpress: ImportWordPress, values: dict[str, str]) -> None:
    report = import_wordpress([item(1, "Eins", **values)], publish=True)

    assert not StatementPage.objects.get(slug="titel-1").live
    assert "1 x kept as a draft" in report
    assert "geheim" not in report
    assert not Redirect.objects.exists()


LINKS = [
    ("https://alt.example.org/?p=2", True),
    ("/?p=2", True),
    ("?p=2", True),
    ("http://www.alt.example.org/2020/05/titel-2/", True),
    ("/2020/05/titel-2", True),
    ("../titel-2/", True),
    ("https://anders.example.org/?p=2", False),
]


@pytest.mark.parametrize(("href", "is_internal"), LINKS)
def test_links_to_posts_that_come_later_lead_to_their_pages(
    import_wordpress: ImportWordPress, href: str, *, is_internal: bool
) -> None:
    import_wordpress([item(1, f'<a href="{href}">da</a>'), item(2, "Zwei")])

    target = StatementPage.objects.get(slug="titel-2")
    html = body_html(StatementPage.objects.get(slug="titel-1").get_latest_revision_as_object())
    expected = f'<a linktype="page" id="{target.pk}">da</a>' if is_internal else f'<a href="{href}">da</a>'
    assert html == f"<p>{expected}</p>"


def test_a_link_to_a_place_inside_a_post_keeps_the_place(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, '<a href="/?p=2#ende">da</a>'), item(2, "Zwei")], publish=True)

    html = body_html(StatementPage.objects.get(slug="titel-1"))
    assert html == '<p><a href="/stellungnahmen/titel-2/#ende">da</a></p>'


def test_old_addresses_lead_to_the_pages(import_wordpress: ImportWordPress, site: Site) -> None:
    other = make_page(site.german, "Ziel")
    Redirect.add_redirect("/2020/05/titel-2", other, site=None)
    Redirect.objects.update(site=site.german.get_site())

    report = import_wordpress([item(1, "Eins"), item(2, "Zwei")], publish=True)

    page = StatementPage.objects.get(slug="titel-1")
    assert set(Redirect.objects.filter(redirect_page=page).values_list("old_path", flat=True)) == {
        "/2020/05/titel-1",
        "/?p=1",
    }
    assert "the old address /2020/05/titel-2 leads to another page already" in report
    assert "redirects                   3" in report


def test_pictures_and_files_are_found_in_the_folder(
    import_wordpress: ImportWordPress, tmp_path: Path, media_folder: Path
) -> None:
    folder = tmp_path / "uploads"
    (folder / "2020" / "05").mkdir(parents=True)
    PillowImage.new("RGB", (40, 30), "#a8121a").save(folder / "2020" / "05" / "platz.png")
    (folder / "2020" / "05" / "text.pdf").write_bytes(b"%PDF-1.4")
    content = (
        f'<img src="{UPLOADS}/2020/05/platz-300x200.png" alt="Am Platz">'
        f'<a href="{UPLOADS}/2020/05/text.pdf">Text</a><img src="{UPLOADS}/weg.png" alt="Fort">'
    )
    items = [
        attachment(3, f"{UPLOADS}/2020/05/platz.png", title="Platz", more=meta("_wp_attachment_image_alt", "Am Platz")),
        item(1, content, more=meta("_thumbnail_id", "3")),
    ]

    report = import_wordpress(items, images=folder, publish=True)

    page = StatementPage.objects.get(slug="titel-1")
    image, document = CustomImage.objects.get(), get_document_model().objects.get()
    assert (image.title, image.alt_de, page.hero_image) == ("Platz", "Am Platz", image)
    assert page.body.get_prep_value()[0]["value"] == {"image": image.pk, "caption": ""}
    assert body_html(page) == f'<p><a linktype="document" id="{document.pk}">Text</a></p><p>Fort</p>'
    assert f"image not found: {UPLOADS}/weg.png" in report


@pytest.mark.parametrize(
    "text", ['{"https://alt.example.org/a.png": "b.png"}', "https://alt.example.org/a.png\tb.png\n"]
)
def test_pictures_are_found_by_a_map(import_wordpress: ImportWordPress, tmp_path: Path, text: str) -> None:
    PillowImage.new("RGB", (40, 30), "#a8121a").save(tmp_path / "b.png")
    (tmp_path / "map").write_text(text)

    import_wordpress([item(1, '<img src="/a.png" alt="Rot">')], image_map=tmp_path / "map")

    assert CustomImage.objects.get().title == "b"


def test_everything_that_is_left_is_named(import_wordpress: ImportWordPress) -> None:
    comments = comment(1, "Karl", "Sehr gut") + comment(2, "Clara", "Nein <b>danke</b>", parent=1)
    items = [
        item(
            1,
            'Eins [rot_box farbe="a"] <form>Name</form>',
            more=comments + meta("preis", "drei Euro") + meta("_x", "y"),
        ),
        item(2, "Weg", status="trash"),
        item(3, kind="nav_menu_item", title="Über uns"),
        item(4, "<!-- wp:latest-posts /--><!-- wp:acme/box --><p>Da</p><!-- /wp:acme/box -->"),
    ]

    report = import_wordpress(items)

    for line in [
        "post 1 'Titel 1': comment (3 words): Karl: Sehr gut",
        "post 1 'Titel 1': comment (3 words): Clara: Nein danke",
        "post 1 'Titel 1': custom field (3 words): preis: drei Euro",
        "post 1 'Titel 1': shortcode (2 words): [rot_box farbe=\"a\"]",
        "post 1 'Titel 1': form (1 words): Name",
        "post 2: post that is in the state trash (2 words): Titel 2",
        "nav_menu_item 3: menu item (2 words): Über uns",
        "1 x block without text left out: latest-posts",
        "1 x unknown block, its text kept: acme/box",
        "1 x setting of WordPress or a plugin: _x",
    ]:
        assert line in report


def test_the_report_goes_to_a_file_when_asked(import_wordpress: ImportWordPress, tmp_path: Path) -> None:
    shown = import_wordpress([item(1, "Eins", more=comment(1, "Karl", "Gut"))], report=tmp_path / "report.txt")

    written = (tmp_path / "report.txt").read_text()
    assert "Karl" not in shown
    assert written.startswith(shown.strip().splitlines()[0])
    assert "comment (2 words): Karl: Gut" in written


def test_slugs_that_are_taken_or_reserved_get_a_number(import_wordpress: ImportWordPress, site: Site) -> None:
    make_page(site.german, "Ziel")

    import_wordpress([item(1, kind="page", name="ziel"), item(2, kind="page", name="media")])

    assert sorted(StandardPage.objects.values_list("slug", flat=True)) == ["media-2", "ziel", "ziel-2"]


def test_an_address_in_arabic_and_a_post_without_title_arrive(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "سلام", name="%d8%b3%d9%84%d8%a7%d9%85", title="")])

    page = StatementPage.objects.get()
    assert (page.slug, page.title) == ("سلام", "WordPress 1")


DTD = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>'
REFUSED = [
    (DTD, "declares a document type or entities"),
    ("<rss><channel>", "is no valid XML"),
    ("kein XML", "is no valid XML"),
    ("", "is no valid XML"),
    ("<rss><channel><title>Blog</title></channel></rss>", "is no export of WordPress"),
]


@pytest.mark.parametrize(("content", "message"), REFUSED)
def test_what_is_no_export_is_refused(site: Site, tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(content)

    with pytest.raises(CommandError, match=message):
        call_command("import_wordpress", str(path))


def test_characters_that_xml_forbids_are_left_out_and_reported(
    import_wordpress: ImportWordPress, tmp_path: Path
) -> None:
    path = write(tmp_path / "bad.xml", [item(1, "Ei\x08ns \x0bzwei")])
    path.write_bytes(path.read_bytes().replace(b"<description></description>", b"<description>&#x1;\xff</description>"))

    report = import_wordpress(path)

    assert "3 x characters that XML forbids left out" in report
    assert "1 x broken characters became" in report


def test_a_split_cdata_section_is_one_text(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "a]]>b 😀")], publish=True)

    assert body_html(StatementPage.objects.get()) == "<p>a]]&gt;b 😀</p>"


def test_two_hundred_posts_lose_no_word(import_wordpress: ImportWordPress) -> None:
    report = import_wordpress(item(number, f"Wort {number} <b>und [sic]</b>\n\nmehr") for number in range(1, 201))

    assert "posts                       200" in report
    assert StatementPage.objects.count() == 200
