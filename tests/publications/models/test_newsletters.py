from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publications.models import NewsletterIssue
from tests.factories.newsletters import make_archive, make_issue, new_statements, next_events, picks
from tests.factories.site import Site, make_event, make_page, make_statement, make_topic

ISSUE = """
query ($path: String!) { route(path: $path) { ... on PageRoute { page { ... on NewsletterIssue {
  subject preheader frozenAt sections { heading items { text page { __typename title } } }
} } } } }
"""
ARCHIVE = """
{ route(path: "/newsletter/") { ... on PageRoute { page { ... on NewsletterIndexPage { issues { title } } } } } }
"""
PATH = "/newsletter/erste-ausgabe/"


@pytest.fixture
def archive(site: Site) -> Page:
    return make_archive(site.german)


def published(page: Page) -> Any:
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def held(ask: Callable[..., Any], **variables: Any) -> dict[str, list[str]]:
    sections = ask(ISSUE, path=PATH, **variables)["route"]["page"]["sections"]
    return {section["heading"]: [item["page"]["title"] for item in section["items"]] for section in sections}


def test_issue_says_subject_and_own_words(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    page = make_page(site.german)
    published(make_issue(archive, preheader="Vorab", sections=[picks(page, text=" Lest das. ")]))

    found = ask(ISSUE, path=PATH)["route"]["page"]

    assert (found["subject"], found["preheader"]) == ("Erste Ausgabe", "Vorab")
    assert found["frozenAt"] is not None
    item = {"text": "Lest das.", "page": {"__typename": "StandardPage", "title": "Wer wir sind"}}
    assert found["sections"] == [{"heading": "Zum Lesen", "items": [item]}]


def test_frozen_sections_are_blocks_like_any_other(site: Site, archive: Page) -> None:
    page = make_page(site.german)
    issue = published(make_issue(archive, sections=[picks(page)]))

    for section in (issue.sections[0].value, issue.frozen_sections[0].value):
        assert [item["page"].pk for item in section["items"]] == [page.pk]


def test_publishing_freezes_what_rules_choose(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    published(make_statement(site.statements, "Vorher"))
    issue = published(make_issue(archive, sections=[new_statements()]))
    published(make_statement(site.statements, "Nachher"))

    assert held(ask) == {"Neu": ["Vorher"]}
    assert issue.is_frozen
    assert issue.get_latest_revision_as_object().frozen_at == issue.frozen_at


def test_scheduling_freezes_too(site: Site, archive: Page) -> None:
    issue = make_issue(archive, sections=[new_statements()], go_live_at=timezone.now() + timedelta(days=1))

    issue.save_revision().publish()

    draft = issue.get_latest_revision_as_object()
    assert (draft.is_frozen, NewsletterIssue.objects.live().exists()) == (True, False)


def test_publishing_again_changes_nothing_that_is_frozen(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    issue = published(make_issue(archive, sections=[new_statements()]))
    published(make_statement(site.statements))

    again = published(issue.get_latest_revision_as_object())

    assert held(ask) == {}
    assert again.frozen_at == issue.frozen_at


def test_unfrozen_issue_chooses_again(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    issue = published(make_issue(archive, sections=[new_statements()]))
    published(make_statement(site.statements))

    issue.unfreeze()
    published(issue)

    assert held(ask) == {"Neu": ["Nein zur Wehrpflicht"]}


def test_statements_are_those_since_the_last_issue(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    published(make_statement(site.statements, "Alt"))
    published(make_issue(archive, "Vorige", sections=[new_statements()]))
    published(make_statement(site.statements, "Neu"))
    published(make_issue(archive, sections=[new_statements()]))

    assert held(ask) == {"Neu": ["Neu"]}


def test_rule_keeps_to_topic_number_and_days(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    topic = make_topic()
    for title in ("Eins", "Zwei", "Drei"):
        statement = make_statement(site.statements, title)
        statement.topics = [topic]
        published(statement)
    published(make_statement(site.statements, "Ohne Thema"))
    old = published(make_statement(site.statements, "Alt"))
    type(old).objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=9))
    published(make_issue(archive, sections=[new_statements(days=7, topic=topic.pk, maximum=2), new_statements(days=7)]))

    sections = ask(ISSUE, path=PATH)["route"]["page"]["sections"]
    titles = [[item["page"]["title"] for item in section["items"]] for section in sections]

    assert titles == [["Drei", "Zwei"], ["Ohne Thema", "Eins"]]


def test_events_come_soonest_first_without_those_that_are_off(
    site: Site, archive: Page, ask: Callable[..., Any]
) -> None:
    now = timezone.now()
    make_event(site.events, "Später", start=now + timedelta(days=5))
    make_event(site.events, "Bald", start=now + timedelta(days=1))
    make_event(site.events, "Abgesagt", start=now + timedelta(days=2), status="cancelled")
    make_event(site.events, "Zu spät", start=now + timedelta(days=20))
    make_event(site.events, "Vorbei", start=now - timedelta(days=2))
    published(make_issue(archive, sections=[next_events(days=10)]))

    assert held(ask, now=now) == {"Termine": ["Bald", "Später"]}


def test_event_that_is_cancelled_later_stays_to_say_so(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    event = make_event(site.events, start=timezone.now() + timedelta(days=1))
    published(make_issue(archive, sections=[next_events()]))

    event.status = "cancelled"
    event.save()

    assert held(ask) == {"Termine": ["Offenes Treffen"]}


def test_no_page_stands_twice_and_hands_go_first(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    chosen = published(make_statement(site.statements, "Gewählt"))
    published(make_statement(site.statements, "Übrig"))
    sections = [new_statements(), picks(chosen, chosen), picks(chosen, heading="Noch einmal")]
    published(make_issue(archive, sections=sections))

    assert held(ask) == {"Neu": ["Übrig"], "Zum Lesen": ["Gewählt"]}


def test_pages_that_cannot_be_read_drop_out(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    withdrawn, private, deleted, stays = (make_page(site.german, title) for title in ("A", "B", "C", "D"))
    published(make_issue(archive, sections=[picks(withdrawn, private), picks(deleted, stays, heading="Mehr")]))

    withdrawn.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    deleted.delete()

    assert held(ask) == {"Mehr": ["D"]}


def test_deleted_page_is_still_named_by_its_title(site: Site, archive: Page) -> None:
    page = make_page(site.german)
    issue = published(make_issue(archive, sections=[picks(page)]))

    page.delete()

    raw = issue.frozen_sections.get_prep_value()
    assert raw[0]["value"]["items"][0]["value"]["title"] == "Wer wir sind"


def test_issue_without_sections_holds_nothing(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    published(make_issue(archive, sections=[picks(), new_statements(), next_events()]))

    assert held(ask) == {}


def test_translation_begins_unfrozen(site: Site, archive: Page) -> None:
    issue = published(make_issue(archive, sections=[new_statements()]))
    archive.copy_for_translation(site.english.locale)

    copy = issue.copy_for_translation(site.english.locale)

    assert (copy.is_frozen, len(copy.sections), len(copy.frozen_sections)) == (False, 1, 0)


def test_archive_lists_issues_newest_first(site: Site, archive: Page, ask: Callable[..., Any]) -> None:
    for title in ("Erste", "Zweite"):
        published(make_issue(archive, title))
    make_issue(archive, "Entwurf")

    assert ask(ARCHIVE)["route"]["page"]["issues"] == [{"title": "Zweite"}, {"title": "Erste"}]
