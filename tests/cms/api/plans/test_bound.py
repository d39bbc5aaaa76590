from datetime import date

from django.db.models import BigIntegerField, CharField, DateField
from wagtail.models import Page

from cms.api.plans.bound import SQL, Bound, BoundSet
from cms.api.plans.layout import Layout, Seen, Viewer
from cms.api.plans.statements import run
from cms.api.visibility import Visibility
from publications.models import StatementPage
from tests.factories.site import NOW, Site, make_page, make_statement

SEEN_BY = Viewer(visibility=Visibility(now=NOW, restricted_page_paths=(), restricted_collection_paths=()), locales={})


def titles(model: type[Page], sql: SQL, layout: Layout, **values: object) -> list[str]:
    (rows,) = run([(sql, values)])
    read = layout.reader()
    return [read(row, Seen()).title for row in rows]


def test_bound_values_are_given_when_the_statement_runs(site: Site) -> None:
    make_statement(site.statements, "Alt", date=date(2026, 1, 1))
    make_statement(site.statements, "Neu", date=date(2026, 11, 1))
    layout = Layout(model=StatementPage, seen_by=SEEN_BY)
    layout.need("title")
    since = Bound("since", DateField())
    sql = layout.list_of(StatementPage.objects.filter(date__gte=since).order_by("date"))

    assert titles(StatementPage, sql, layout, since=date(2026, 6, 1)) == ["Neu"]
    assert titles(StatementPage, sql, layout, since=date(2025, 6, 1)) == ["Alt", "Neu"]


def test_a_set_of_any_size_fits_one_statement(site: Site) -> None:
    pages = [make_page(site.german, f"Seite {number}") for number in range(3)]
    layout = Layout(model=Page, seen_by=SEEN_BY)
    layout.need("title")
    sql = layout.list_of(Page.objects.filter(id__one_of=BoundSet("ids", BigIntegerField())).order_by("path"))

    assert titles(Page, sql, layout, ids=[pages[1].pk]) == ["Seite 1"]
    assert titles(Page, sql, layout, ids={page.pk for page in pages}) == ["Seite 0", "Seite 1", "Seite 2"]
    assert titles(Page, sql, layout, ids=[]) == []


def test_a_set_holds_texts_as_they_are(site: Site) -> None:
    names = ['"', "\\", '\\"', "{a,b}", "NULL", "'", "Grün, rot"]
    for number, name in enumerate(names):
        make_page(site.german, name, slug=f"seite-{number}")
    layout = Layout(model=Page, seen_by=SEEN_BY)
    layout.need("title")
    sql = layout.list_of(Page.objects.filter(title__one_of=BoundSet("names", CharField())).order_by("path"))

    assert titles(Page, sql, layout, names=names) == names
    assert titles(Page, sql, layout, names=["a", "b", "null"]) == []


def test_a_text_that_looks_like_sql_is_only_a_value(site: Site) -> None:
    make_statement(site.statements, "Nein; DROP TABLE", slug="nein")
    layout = Layout(model=StatementPage, seen_by=SEEN_BY)
    layout.need("title")
    sql = layout.list_of(StatementPage.objects.filter(title=Bound("title", StatementPage._meta.get_field("title"))))

    assert titles(StatementPage, sql, layout, title="Nein; DROP TABLE") == ["Nein; DROP TABLE"]
    assert titles(StatementPage, sql, layout, title="' OR 1=1 --") == []
