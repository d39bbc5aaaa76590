from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from cms.delivery.models import DeliveryState
from cms.pages.posts import Post
from tests.factories.desk import days, make_delivery, make_editor, plan_post, published_on, schedule
from tests.factories.site import Site, make_event, make_statement

SOON = timezone.now().replace(second=0, microsecond=0) + days(1)


@pytest.fixture
def editor(site: Site, client: Client) -> AbstractUser:
    user = make_editor(site.german)
    client.force_login(user)
    return user


def calendar(client: Client, **asked: Any) -> dict[str, Any]:
    response = client.get(reverse("editing_calendar"), {"day": SOON.date().isoformat()} | asked)
    assert response.status_code == 200
    context: dict[str, Any] = response.context_data
    return context


def titles(context: dict[str, Any]) -> list[str]:
    return [entry.title for row in context["rows"] for day in row.days for entry in day.entries]


def fill(site: Site, *, number: int) -> None:
    page = published_on(make_statement(site.statements, f"Erklärung {number}"), SOON - days(1))
    plan_post(page, at=SOON)
    make_delivery(page, channel="instagram", due_at=SOON, state=DeliveryState.PREPARED)
    schedule(make_statement(site.statements, f"Entwurf {number}"), at=SOON)
    published_on(make_event(site.events, f"Treffen {number}", start=SOON), SOON - days(1))


@pytest.mark.parametrize("view", ["month", "week"])
def test_more_entries_ask_for_no_more_statements(site: Site, editor: AbstractUser, client: Client, view: str) -> None:
    fill(site, number=1)
    calendar(client, view=view)
    with CaptureQueriesContext(
        connection,
    ) as one:
        calendar(client, view=view)
    for number in (2, 3):
        fill(site, number=number)

    with CaptureQueriesContext(connection) as three:
        context = calendar(client, view=view)

    assert len(titles(context)) >= 12
    assert len(three) == len(one)


def test_choice_of_channel_and_language_leaves_out_the_others(site: Site, editor: AbstractUser, client: Client) -> None:
    fill(site, number=1)

    assert titles(calendar(client, view="week", channel="telegram")) == ["Erklärung 1"]
    assert titles(calendar(client, view="week", language="en")) == []


def test_nonsense_in_the_address_shows_this_month(editor: AbstractUser, client: Client) -> None:
    context = calendar(client, view="year", day="2026-99-99", channel="pigeon", language="xx")

    assert context["span"].is_month
    assert context["span"].day == timezone.localdate()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_do_not_break_it(editor: AbstractUser, client: Client, day: str) -> None:
    calendar(client, day=day)


def test_moving_by_form_says_what_was_done(site: Site, editor: AbstractUser, client: Client) -> None:
    page = plan_post(published_on(make_statement(site.statements), SOON - days(60)), at=SOON)
    address = reverse("editing_move", args=[page.pk, "telegram"])
    shown = client.get(address)

    moved = client.post(address, {"day": "2027-06-01", "clock": "18:30", "next": "https://elsewhere.example/"})

    assert shown.status_code == 200
    assert moved.headers["Location"] == reverse("editing_calendar")
    assert timezone.localtime(Post.objects.get(page=page).scheduled_at).isoformat() == "2027-06-01T18:30:00+02:00"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_moving_to_the_ends_of_the_calendar_is_refused(
    site: Site, editor: AbstractUser, client: Client, day: str
) -> None:
    page = plan_post(published_on(make_statement(site.statements), SOON - days(60)), at=SOON)

    answer = client.post(reverse("editing_move", args=[page.pk, "telegram"]), {"day": day, "clock": "23:59"})

    assert answer.context_data["form"].errors == {
        "day": [gettext("Give a year from %(first)s to %(last)s.") % {"first": 1900, "last": 2100}]
    }
    assert Post.objects.get(page=page).scheduled_at == SOON


def test_moving_in_a_draft_says_that_it_is_a_draft(site: Site, editor: AbstractUser, client: Client) -> None:
    page = schedule(make_statement(site.statements), at=SOON, approve=False)

    answer = client.post(
        reverse("editing_move", args=[page.pk, "website"]), {"day": "2027-06-01", "clock": "18:30"}, follow=True
    )

    said = [str(message) for message in answer.context["messages"]]
    opening = gettext("In the draft, “%(title)s” on %(channel)s now stands at %(moment)s.").partition("%")[0]
    assert [text.startswith(opening) for text in said] == [True]


def test_what_cannot_be_moved_leads_back(site: Site, editor: AbstractUser, client: Client) -> None:
    page = published_on(make_statement(site.statements), SOON - days(3))

    response = client.get(reverse("editing_move", args=[page.pk, "website"]))

    assert response.headers["Location"] == reverse("editing_calendar")


def test_page_of_others_cannot_be_moved(site: Site, client: Client) -> None:
    page = schedule(make_statement(site.statements), at=SOON)
    client.force_login(make_editor(site.events, name="fremd"))

    client.post(reverse("editing_move", args=[page.pk, "website"]), {"day": "2027-06-01", "clock": "18:30"})

    assert Page.objects.get(pk=page.pk).scheduled_revision.approved_go_live_at == SOON
