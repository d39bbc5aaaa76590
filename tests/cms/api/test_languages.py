from collections.abc import Callable
from datetime import date
from typing import Any

from wagtail.models import Locale

from publications.models import StatementIndexPage, StatementPage, Topic
from tests.factories.site import Site, make_statement, make_topic

STATEMENTS = """query ($locale: Locale, $fallback: [Locale!], $where: StatementPageWhere) {
  statements(locale: $locale, fallback: $fallback, where: $where) {
    totalCount
    nodes { title resolvedLocale isFallback }
  }
}"""
ROUTE = """query ($path: String!, $locale: Locale, $fallback: [Locale!]) {
  route(path: $path, locale: $locale, fallback: $fallback) {
    ... on PageRoute { isFallback page { title resolvedLocale isFallback } }
  }
}"""

Ask = Callable[..., Any]


def translate(statement: StatementPage, title: str, **values: Any) -> StatementPage:
    english = Locale.objects.get(language_code="en")
    index = statement.get_parent().specific
    if not StatementIndexPage.objects.filter(locale=english).exists():
        index.copy_for_translation(english).save_revision().publish()
    copy = statement.copy_for_translation(english)
    copy.title = copy.draft_title = title
    for name, value in values.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


def shown(ask: Ask, **variables: Any) -> list[tuple[str, str, bool]]:
    found = ask(STATEMENTS, **variables)["statements"]
    assert found["totalCount"] == len(found["nodes"])
    return [(node["title"], node["resolvedLocale"], node["isFallback"]) for node in found["nodes"]]


def test_without_a_fallback_only_one_language_is_there(site: Site, ask: Ask) -> None:
    translate(make_statement(site.statements, "Eins"), "One")
    make_statement(site.statements, "Zwei")

    assert shown(ask, locale="en") == [("One", "en", False)]


def test_with_a_fallback_everything_is_shown_once(site: Site, ask: Ask) -> None:
    translate(make_statement(site.statements, "Eins", date=date(2026, 11, 2)), "One")
    make_statement(site.statements, "Zwei", date=date(2026, 11, 1))

    assert shown(ask, locale="en", fallback=["de"]) == [("One", "en", False), ("Zwei", "de", True)]
    assert shown(ask, locale="de", fallback=["en", "de"]) == [("Eins", "de", False), ("Zwei", "de", False)]


def test_a_translation_that_cannot_be_read_does_not_hide_the_original(site: Site, ask: Ask) -> None:
    translate(make_statement(site.statements, "Eins"), "One").unpublish()

    assert shown(ask, locale="en", fallback=["de"]) == [("Eins", "de", True)]


def test_filters_and_order_follow_the_version_that_is_shown(site: Site, ask: Ask) -> None:
    translate(make_statement(site.statements, "Eins", date=date(2026, 11, 1)), "One", date=date(2026, 11, 9))
    make_statement(site.statements, "Zwei", date=date(2026, 11, 5))

    languages = {"locale": "en", "fallback": ["de"]}
    assert [title for title, _, _ in shown(ask, **languages)] == ["One", "Zwei"]
    assert shown(ask, **languages, where={"title": {"eq": "Eins"}}) == []
    assert shown(ask, **languages, where={"title": {"contains": "n"}}) == [("One", "en", False)]


def test_snippets_fall_back_too(site: Site, ask: Ask) -> None:
    topic = make_topic()
    make_topic(name="Arbeit", slug="arbeit")
    copy = topic.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.name, copy.slug = "Peace", "peace"
    copy.save()

    answer = ask("{ topics(locale: en, fallback: [de]) { totalCount nodes { name resolvedLocale isFallback } } }")

    assert Topic.objects.count() == 3
    assert answer["topics"] == {
        "totalCount": 2,
        "nodes": [
            {"name": "Arbeit", "resolvedLocale": "de", "isFallback": True},
            {"name": "Peace", "resolvedLocale": "en", "isFallback": False},
        ],
    }


def test_a_route_takes_the_first_language_that_can_be_read(site: Site, ask: Ask) -> None:
    english = translate(make_statement(site.statements, "Eins"), "One")
    path = "/stellungnahmen/eins/"

    found = ask(ROUTE, path=path, locale="en", fallback=["de"])["route"]
    assert found == {"isFallback": False, "page": {"title": "One", "resolvedLocale": "en", "isFallback": False}}

    english.unpublish()

    found = ask(ROUTE, path=path, locale="en", fallback=["de"])["route"]
    assert found == {"isFallback": True, "page": {"title": "Eins", "resolvedLocale": "de", "isFallback": True}}
