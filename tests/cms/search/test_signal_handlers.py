import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from cms.search.models import Document
from cms.search.queries import Query
from cms.search.searching import Search, search
from publications.models import EventPage, ProgrammePoint
from tests.factories.site import NOW, Site, make_event, make_page, make_statement


def found(text: str) -> list[str]:
    """Return the titles of what the index holds, whoever may see it."""
    everything = Search(query=Query.parse(text), visible=Page.objects.all())
    return [hit.title for hit in search(everything, languages=["de", "en"]).hits]


def test_a_published_page_is_found_by_its_title_summary_key_points_and_body(site: Site) -> None:
    make_statement(
        site.statements,
        "Nein zur Wehrpflicht",
        summary="Kein Zwang.",
        key_points=[("point", "Jugend entscheidet selbst.")],
        body=[("heading", {"text": "Hintergrund", "level": "2"}), ("paragraph", {"text": "<p>Ein <b>Gesetz</b>.</p>"})],
    )

    assert [found(word) for word in ("Wehrpflicht", "Zwang", "Jugend", "Hintergrund", "Gesetze")] == [
        ["Nein zur Wehrpflicht"]
    ] * 5


def test_labels_of_choices_are_not_part_of_what_a_page_says(site: Site) -> None:
    make_page(site.german, body=[("heading", {"text": "Hintergrund", "level": "2"})])

    assert found("Section") == found("Abschnitt") == []


def test_programmes_of_events_are_searched(site: Site) -> None:
    make_event(site.events, "Tagung", programme=[ProgrammePoint(title="Vortrag über Bergbau")])

    assert found("Bergbau") == ["Tagung"]


def test_a_draft_of_a_published_page_is_not_searched_until_it_is_published(site: Site) -> None:
    page = make_page(site.german, "Alt")

    page.title = "Neu"
    revision = page.save_revision()
    assert (found("Alt"), found("Neu")) == (["Alt"], [])

    revision.publish()
    assert (found("Alt"), found("Neu")) == ([], ["Neu"])


def test_a_page_that_is_withdrawn_or_deleted_leaves_the_index(site: Site) -> None:
    pages = [make_page(site.german, f"Bergbau {number}") for number in range(3)]

    pages[0].unpublish()
    pages[1].delete()

    assert found("Bergbau") == ["Bergbau 2"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM search_index WHERE search_index MATCH 'bergbau'")
            assert cursor.fetchall() == [(pages[2].pk,)]


def test_a_branch_that_is_deleted_leaves_the_index(site: Site) -> None:
    branch = make_page(site.german, "Ast")
    make_page(branch, "Zweig")

    branch.delete()

    assert found("Zweig") == []


def test_a_page_that_moves_is_still_found(site: Site) -> None:
    page = make_page(site.german, "Bergbau")
    target = make_page(site.german, "Ziel")

    page.move(target, pos="last-child")

    assert found("Bergbau") == ["Bergbau"]


def close(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_branch_that_is_closed_leaves_the_index_until_it_is_opened(site: Site) -> None:
    branch = make_page(site.german, "Ast")
    twig = make_page(branch, "Zweig")

    restriction = close(branch)
    twig.save()
    make_page(branch, "Blatt", slug="blatt")
    assert [found(word) for word in ("Ast", "Zweig", "Blatt")] == [[], [], []]

    restriction.delete()
    assert [found(word) for word in ("Ast", "Zweig", "Blatt")] == [["Ast"], ["Zweig"], ["Blatt"]]


def test_a_branch_below_two_closed_pages_stays_closed_when_one_is_opened(site: Site) -> None:
    branch = make_page(site.german, "Ast")
    twig = make_page(branch, "Zweig")
    restriction, _other = close(branch), close(twig)

    restriction.delete()

    assert (found("Ast"), found("Zweig")) == (["Ast"], [])


def test_a_page_that_moves_below_a_closed_one_leaves_the_index_until_it_moves_away(site: Site) -> None:
    closed, page = make_page(site.german, "Intern"), make_page(site.german, "Bergbau")
    close(closed)

    page.move(closed, pos="last-child")
    assert found("Bergbau") == []

    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=site.german.pk), pos="last-child")
    assert found("Bergbau") == ["Bergbau"]


def test_a_closed_page_can_be_deleted(site: Site) -> None:
    page = make_page(site.german, "Intern")
    close(page)

    page.delete()

    assert not Document.objects.filter(pk=page.pk).exists()


def test_a_translation_is_searched_in_its_own_language(site: Site) -> None:
    page = make_page(site.german, "Gewerkschaft")
    translation = page.copy_for_translation(Locale.objects.get(language_code="en"))
    translation.title = "Unions"
    assert found("union") == []

    translation.save_revision().publish()

    assert found("union") == ["Unions"]
    assert Document.objects.get(pk=translation.pk).language == "en"


def test_what_is_rolled_back_is_not_searched(site: Site) -> None:
    with transaction.atomic():
        make_page(site.german, "Bergbau")
        transaction.set_rollback(True)

    assert found("Bergbau") == []


def test_following_a_page_costs_a_handful_of_statements(site: Site) -> None:
    page = make_page(site.german, "Bergbau")

    with CaptureQueriesContext(connection) as queries:
        page.save()

    ours = [query["sql"] for query in queries if re.search(r"\bsearch_(document|index)\b", query["sql"])]
    assert len(ours) == (3 if connection.vendor == "sqlite" else 2)


def make_anew() -> None:
    call_command("rebuild_search_index")


def add_what_is_missing() -> None:
    call_command("rebuild_search_index", "--missing")


@pytest.mark.parametrize("command", [make_anew, add_what_is_missing])
def test_the_command_indexes_what_no_signal_told(
    site: Site, command: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    make_page(site.german, "Bergbau")
    EventPage.objects.all().delete()
    Document.objects.all().delete()

    command()

    assert found("Bergbau") == ["Bergbau"]
    assert capsys.readouterr().out == f"Indexed {Page.objects.live().exclude(depth=1).count()} pages.\n"


def test_making_the_index_anew_follows_updates_of_many_pages(site: Site) -> None:
    pages = [make_page(site.german, f"Bergbau {number}") for number in range(2)]
    Page.objects.filter(pk=pages[0].pk).update(title="Kohle")
    Page.objects.filter(pk=pages[1].pk).update(live=False, expire_at=NOW - timedelta(days=1))

    call_command("rebuild_search_index", verbosity=0)

    assert (found("Bergbau"), found("Kohle")) == ([], ["Kohle"])
