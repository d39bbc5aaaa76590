from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.delivery.models import ChannelAccount, DeliveryState
from tests.cms.delivery.desk.conftest import english, in_doubt, make_member, text
from tests.factories.desk import make_account, make_delivery, make_failure
from tests.factories.people import make_user
from tests.factories.site import NOW, Site, make_statement

ADDRESS = "/admin/posts/"


def sections(client: Client, query: str = "") -> dict[str, list[str]]:
    """Return the titles in each section that the screen shows."""
    shown = client.get(f"{ADDRESS}{query}").context["sections"]
    return {each.section.name: [row.title for row in each.rows] for each in shown}


def test_every_state_stands_in_its_section(team: Client, site: Site) -> None:
    for state in DeliveryState:
        make_delivery(make_statement(site.statements, state.value), state=state.value)

    assert {name: sorted(titles) for name, titles in sections(team).items()} == {
        "doubt": ["needs_decision", "unconfirmed"],
        "unsent": ["failed", "missed"],
        "sending": ["prepared", "preparing", "publishing"],
        "due": ["waiting"],
        "sent": ["published"],
        "over": ["cancelled"],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?channel=telegram", {"due": ["A"]}),
        ("?language=de", {"due": ["B", "A"]}),
        ("?language=en", {}),
        ("?q=b", {"due": ["B"]}),
        ("?section=due", {"due": ["B", "A"]}),
        ("?section=sent", {}),
        ("?channel=nonsense&section=nonsense&p=nonsense", {"due": ["B", "A"]}),
    ],
)
def test_posts_are_filtered(team: Client, site: Site, query: str, found: dict[str, list[str]]) -> None:
    make_delivery(make_statement(site.statements, "A"), due_at=NOW)
    make_delivery(make_statement(site.statements, "B"), channel="instagram", due_at=NOW - timedelta(hours=1))

    assert {name: titles for name, titles in sections(team, query).items() if titles} == found


def test_a_row_says_why_and_what_to_do_and_leads_to_the_page(team: Client, page: Page) -> None:
    delivery = make_failure(page, reason="telegram.chat_not_found", problem="Bad Request: chat not found", due_at=NOW)

    shown = text(team.get(ADDRESS))

    assert "Telegram does not know the channel, or the bot is not in it." in shown
    assert "Check the name of the channel in the account" in shown
    assert f'href="/admin/pages/{page.pk}/edit/"' in shown
    assert f'href="/admin/posts/{delivery.pk}/"' in shown


def test_times_are_those_of_the_account(team: Client, page: Page) -> None:
    make_account(locale="de", time_zone="America/New_York")
    make_delivery(page, due_at=NOW)

    (row,) = team.get(f"{ADDRESS}?section=due").context["sections"][0].rows

    assert row.clock.endswith("7 a.m.")


def test_an_account_that_sends_nothing_is_named(team: Client, page: Page) -> None:
    make_delivery(page)
    ChannelAccount.objects.update(is_paused=True)

    response = team.get(ADDRESS)

    assert [account.name for account, _words in response.context["troubled"]] == ["KO"]
    assert text(response).count("The account is paused, so nothing goes out from it.") == 2


def test_many_are_shown_in_pages(team: Client, site: Site) -> None:
    page = make_statement(site.statements)
    for _ in range(60):
        make_delivery(page, state="published", published_at=timezone.now())

    overview, second = team.get(ADDRESS), team.get(f"{ADDRESS}?section=sent&p=2")

    (sent,) = [each for each in overview.context["sections"] if each.section.name == "sent"]
    assert (len(sent.rows), sent.count, sent.more_url) == (10, 60, "/admin/posts/?section=sent")
    assert [len(each.rows) for each in second.context["sections"]] == [10]


def statements_for(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS)
    return len(queries)


def test_many_posts_cost_no_more_than_one(team: Client, site: Site) -> None:
    states = ("needs_decision", "failed", "prepared", "waiting", "published", "cancelled")
    for state in states:
        make_delivery(make_statement(site.statements, state), state=state)
    statements_for(team)
    one = statements_for(team)

    for number in range(50):
        make_delivery(make_statement(site.statements, f"S{number}"), state=states[number % len(states)])

    assert statements_for(team) == one


def test_an_editor_sees_what_is_of_the_own_pages(reader: Client, site: Site) -> None:
    own, other = make_statement(site.statements, "Eigen"), make_statement(site.events, "Fremd")
    make_delivery(own)
    foreign = in_doubt(other)

    assert sections(reader)["due"] == ["Eigen"]
    assert "doubt" not in {name for name, titles in sections(reader).items() if titles}
    assert reader.get(f"{ADDRESS}{foreign.pk}/").status_code == 404


def test_whoever_has_no_right_sees_nothing(client: Client, page: Page) -> None:
    delivery = make_delivery(page)
    client.force_login(english(make_user("fremd")))
    assert client.get(ADDRESS).status_code == 302

    client.force_login(make_member("bert", "view_channelaccount"))
    for address in (ADDRESS, f"{ADDRESS}{delivery.pk}/", f"{ADDRESS}{delivery.pk}/zip/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_the_menu_shows_posts_to_those_who_may_see_them(team: Client, site: Site) -> None:
    assert ADDRESS in text(team.get("/admin/"))

    team.force_login(make_member("bert", "view_image"))
    assert ADDRESS not in text(team.get("/admin/"))
