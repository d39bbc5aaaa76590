from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.delivery.models import DeliveryState
from publications.models import NewsletterIssue
from tests.factories.desk import make_delivery, make_editor
from tests.factories.newsletters import make_archive, make_issue, new_statements, picks
from tests.factories.site import Site, make_page, make_statement


@pytest.fixture
def issue(site: Site) -> NewsletterIssue:
    make_statement(site.statements).save_revision().publish()
    issue = make_issue(make_archive(site.german), sections=[new_statements()])
    issue.save_revision()
    return issue


@pytest.fixture
def editor(site: Site, client: Client) -> Client:
    member: Any = make_editor(site.german)
    client.force_login(member)
    return client


def draft(issue: NewsletterIssue) -> NewsletterIssue:
    found: NewsletterIssue = NewsletterIssue.objects.get(pk=issue.pk).get_latest_revision_as_object()
    return found


def address(name: str, issue: NewsletterIssue) -> str:
    return reverse(f"newsletters:{name}", args=[issue.pk])


def edited(client: Client, issue: NewsletterIssue) -> Any:
    return client.get(reverse("wagtailadmin_pages:edit", args=[issue.pk])).content.decode()


def test_asking_shows_what_the_issue_will_hold_and_changes_nothing(issue: NewsletterIssue, editor: Client) -> None:
    page = editor.get(address("freeze", issue)).content.decode()

    assert "Nein zur Wehrpflicht</a>" in page
    assert not draft(issue).is_frozen


def test_freezing_settles_the_draft_and_says_who_did_it(issue: NewsletterIssue, editor: Client) -> None:
    response = editor.post(address("freeze", issue))

    found = draft(issue)
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[issue.pk])
    assert (found.is_frozen, found.live) == (True, False)
    assert found.latest_revision.user.username == "redaktion"


def test_frozen_issue_shows_what_it_holds_and_no_sections_to_change(issue: NewsletterIssue, editor: Client) -> None:
    assert 'id="panel-child-content-sections-section"' in edited(editor, issue)
    editor.post(address("freeze", issue))

    page = edited(editor, issue)

    assert "Nein zur Wehrpflicht</a>" in page
    assert address("unfreeze", issue) in page
    assert 'id="panel-child-content-sections-section"' not in page


def test_unfreezing_opens_the_draft(issue: NewsletterIssue, editor: Client) -> None:
    editor.post(address("freeze", issue))

    assert editor.get(address("unfreeze", issue)).status_code == 200
    editor.post(address("unfreeze", issue))

    assert (draft(issue).is_frozen, len(draft(issue).frozen_sections)) == (False, 0)


@pytest.mark.parametrize(
    ("state", "is_frozen"),
    [
        (DeliveryState.PUBLISHED, True),
        (DeliveryState.UNCONFIRMED, True),
        (DeliveryState.WAITING, False),
        (DeliveryState.FAILED, False),
    ],
)
def test_what_was_sent_stays_frozen(issue: NewsletterIssue, editor: Client, state: str, *, is_frozen: bool) -> None:
    editor.post(address("freeze", issue))
    make_delivery(issue, channel="newsletter", state=state)

    editor.post(address("unfreeze", issue))

    assert draft(issue).is_frozen is is_frozen


@pytest.mark.parametrize("name", ["freeze", "unfreeze"])
def test_only_those_who_may_publish_may_change_it(
    site: Site, issue: NewsletterIssue, client: Client, name: str
) -> None:
    member: Any = make_editor(site.german, "add", "change")
    client.force_login(member)

    assert client.post(address(name, issue)).status_code in {302, 403}
    assert not draft(issue).is_frozen
    assert address("freeze", issue) not in edited(client, issue)


def test_locked_issue_is_left_alone(issue: NewsletterIssue, editor: Client, django_user_model: Any) -> None:
    other = django_user_model.objects.create_user("andere")
    NewsletterIssue.objects.update(locked=True, locked_by=other)

    editor.post(address("freeze", issue))

    assert not draft(issue).is_frozen


def test_freezing_twice_changes_nothing(issue: NewsletterIssue, editor: Client) -> None:
    editor.post(address("freeze", issue))
    first = draft(issue).frozen_at

    editor.post(address("freeze", issue))

    assert draft(issue).frozen_at == first


def test_pages_that_are_gone_or_not_public_are_named(site: Site, editor: Client) -> None:
    gone, hidden = make_page(site.german, "Weg"), make_page(site.german, "Entwurf", live=False)
    issue = make_issue(make_archive(site.german), sections=[picks(gone, hidden)])
    issue.save_revision()
    editor.post(address("freeze", issue))

    gone.delete()
    page = " ".join(edited(editor, issue).split())

    assert "Weg (" in page
    assert "Entwurf</a> (" in page


def test_preview_shows_the_draft_as_a_mail(issue: NewsletterIssue, editor: Client) -> None:
    response = editor.get(reverse("wagtailadmin_pages:view_draft", args=[issue.pk]) + "?mode=newsletter", follow=True)

    assert response.status_code == 200
    assert "Nein zur Wehrpflicht" in response.content.decode()
