from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as PillowImage
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.delivery.models import Delivery
from cms.pages.posts import PUSH_CHANNELS, Post
from home.models import StandardPage
from publications.models import Person, StatementPage, Topic
from tests.cms.importing.wordpress.bodies import body_html
from tests.cms.importing.wordpress.conftest import ImportWordPress
from tests.cms.importing.wordpress.exports import author, category, comment, item
from tests.factories.site import Site, make_page

TERMS = '<category domain="category" nicename="frieden"><![CDATA[Frieden]]></category>'
HEAD = author("rosa", "Redaktion") + category("frieden", "Frieden", parent="politik") + category("politik", "Politik")


def test_a_post_becomes_a_statement_of_its_day(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "Ein Satz.", excerpt="Kurz &amp; gut")], publish=True)

    page = StatementPage.objects.get(slug="titel-1")
    assert (page.title, page.summary, page.date, page.live) == ("Titel 1", "Kurz & gut", date(2020, 5, 1), True)
    assert page.first_published_at.date() == date(2020, 5, 1)
    assert body_html(page) == "<p>Ein Satz.</p>"


def test_categories_become_topics_and_authors_collectives(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "Ein Satz.", more=TERMS)], head=HEAD, publish=True)

    page = StatementPage.objects.get(slug="titel-1")
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


@pytest.mark.parametrize("order", ["9" * 5000, "--5", "\u00b2", "1e3"])
def test_an_order_that_is_no_number_is_passed_over(import_wordpress: ImportWordPress, order: str) -> None:
    import_wordpress([item(1, kind="page", order=order)])

    assert StandardPage.objects.filter(slug="titel-1").exists()


def test_a_second_run_writes_nothing(import_wordpress: ImportWordPress) -> None:
    items = [item(1, "Eins", more=TERMS + comment(1, "Karl", "Gut")), item(2, "Zwei", kind="page")]
    first = import_wordpress(items, head=HEAD, publish=True)

    with CaptureQueriesContext(connection) as queries:
        second = import_wordpress(publish=True)

    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert (len(queries) > 0, writes) == (True, [])
    assert "created                     2\nupdated                     0\nunchanged                   0" in first
    assert "created                     0\nupdated                     0\nunchanged                   2" in second
    assert first.split("words in")[1] == second.split("words in")[1]


def test_a_post_that_changed_is_updated(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "Eins"), item(2, "Zwei")], publish=True)

    report = import_wordpress([item(1, "Eins neu"), item(2, "Zwei")], publish=True)

    assert "updated                     1\nunchanged                   1" in report
    assert body_html(StatementPage.objects.get(slug="titel-1")) == "<p>Eins neu</p>"


def test_nothing_goes_out_to_other_channels(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "Eins"), item(2, "Zwei", kind="page")], publish=True)

    assert StatementPage.objects.live().count() == 1
    assert not Post.objects.filter(is_enabled=True, channel__in=PUSH_CHANNELS).exists()
    assert not Delivery.objects.exists()


def test_a_dry_run_reports_and_changes_nothing(
    import_wordpress: ImportWordPress, tmp_path: Path, media_folder: Path
) -> None:
    PillowImage.new("RGB", (40, 30), "#a8121a").save(tmp_path / "platz.png")
    pages = Page.objects.count()

    report = import_wordpress(
        [item(1, 'Eins <img src="/wp-content/uploads/platz.png">')], images=tmp_path, dry_run=True
    )

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


def test_a_split_cdata_section_is_one_text(import_wordpress: ImportWordPress) -> None:
    import_wordpress([item(1, "a]]>b 😀")], publish=True)

    assert body_html(StatementPage.objects.get()) == "<p>a]]&gt;b 😀</p>"


def test_two_hundred_posts_lose_no_word(import_wordpress: ImportWordPress) -> None:
    report = import_wordpress(item(number, f"Wort {number} <b>und [sic]</b>\n\nmehr") for number in range(1, 201))

    assert "posts                       200" in report
    assert StatementPage.objects.count() == 200
