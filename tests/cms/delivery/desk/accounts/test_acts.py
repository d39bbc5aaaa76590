from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry, Page

from cms.delivery.models import ChannelAccount
from tests.cms.delivery.desk.conftest import make_member, text
from tests.factories.desk import make_account, make_delivery
from tests.factories.ledger import column
from tests.factories.site import NOW
from tests.stand_ins.telegram import CHAT, TOKEN, Telegram

ADDRESS = "/admin/posts/accounts/"
NEW = "-100999"


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as stand_in:
        yield stand_in


def act(client: Client, account: ChannelAccount, name: str) -> Any:
    return client.post(f"{ADDRESS}{account.pk}/{name}/")


def actions() -> list[tuple[str, str]]:
    return [(entry.action, entry.object_id) for entry in ModelLogEntry.objects.order_by("pk")]


def moved(telegram: Telegram) -> ChannelAccount:
    """Return an account whose group became another one, which the bot is in."""
    account = make_account(
        external_id="-42", health="reauth", problem_code="telegram.chat_moved", problem="Bad Request.", moved_to=NEW
    )
    account.store_credentials({"api_url": telegram.url, "bot_token": TOKEN, "chat_id": "-42"}, now=NOW)
    telegram.chats[NEW] = telegram.chats.pop(CHAT)
    telegram.chats[NEW].id = NEW
    return account


def test_an_account_is_retired_and_taken_into_use_again(team: Client, page: Page) -> None:
    account = make_account()
    waiting = make_delivery(page)

    act(team, account, "retire")
    shown = team.get(ADDRESS).context
    act(team, account, "reinstate")

    assert (len(shown["cards"]), len(shown["retired"])) == (0, 1)
    assert (column(waiting, "state"), column(waiting, "reason")) == ("cancelled", "account_retired")
    assert [name for name, _ in actions()] == ["delivery.retire", "delivery.reinstate"]
    account.refresh_from_db()
    assert account.retired_at is None


def test_nothing_is_done_without_asking(team: Client, page: Page) -> None:
    account = make_account()

    assert team.get(f"{ADDRESS}{account.pk}/retire/").status_code == 200

    account.refresh_from_db()
    assert account.retired_at is None


def test_whoever_is_slower_is_told_so(team: Client, page: Page) -> None:
    account = make_account()
    act(team, account, "retire")

    assert act(team, account, "retire").status_code == 409
    assert len(actions()) == 1


def test_a_place_that_is_taken_is_told_of(team: Client, page: Page) -> None:
    account = make_account()
    act(team, account, "retire")
    ChannelAccount.objects.create(channel="telegram", locale="de", name="Neu")

    response = act(team, account, "reinstate")

    assert (response.status_code, "Neu carries this channel" in text(response)) == (409, True)


def test_a_person_says_that_an_account_works_again(team: Client, page: Page) -> None:
    account = make_account(health="restricted", problem_code="telegram.restricted", problem="No.")

    act(team, account, "recover")

    account.refresh_from_db()
    assert (account.health, account.problem_code, account.problem) == ("ok", "", "")
    assert [name for name, _ in actions()] == ["delivery.recover"]


def test_a_group_that_moved_goes_on_under_its_new_number(team: Client, telegram: Telegram, page: Page) -> None:
    account = moved(telegram)
    make_delivery(page, state="published")
    card = team.get(ADDRESS).context["cards"][0]

    act(team, account, "move")

    assert str(card.words.why) == f"The group became another one, with the number {NEW}."
    account.refresh_from_db()
    successor = ChannelAccount.objects.active().get()
    assert (successor.name, successor.locale, successor.external_id) == (account.name, account.locale, NEW)
    assert successor.credentials()["bot_token"] == TOKEN
    assert account.retired_at is not None
    assert actions() == [("delivery.retire", str(account.pk)), ("delivery.connect", str(successor.pk))]


def test_a_group_that_the_platform_refuses_stays_where_it_was(team: Client, telegram: Telegram, page: Page) -> None:
    account = moved(telegram)
    telegram.chats[NEW].has_bot = False

    response = act(team, account, "move")

    assert (response.status_code, "The bot may not do this" in text(response)) == (409, True)
    account.refresh_from_db()
    assert (account.retired_at, ChannelAccount.objects.count(), actions()) == (None, 1, [])


@pytest.mark.parametrize(
    ("fields", "acts"),
    [
        ({}, ["retire"]),
        ({"health": "restricted"}, ["recover", "retire"]),
        ({"health": "reauth", "problem_code": "instagram.permission"}, ["recover", "retire"]),
        ({"health": "reauth", "problem_code": "telegram.rights"}, ["retire"]),
        ({"health": "reauth", "moved_to": NEW}, ["move", "retire"]),
        ({"retired_at": NOW}, ["reinstate"]),
    ],
)
def test_what_can_be_decided_depends_on_the_account(
    team: Client, page: Page, fields: dict[str, Any], acts: list[str]
) -> None:
    make_account(**fields)

    shown = team.get(ADDRESS).context

    (card,) = [*shown["cards"], *shown["retired"]]
    assert [each.name for each in card.acts] == acts


@pytest.mark.parametrize("name", ["retire", "reinstate", "recover", "move"])
def test_whoever_only_looks_decides_nothing(client: Client, page: Page, name: str) -> None:
    account = make_account(health="restricted")
    client.force_login(make_member("lea", "view_channelaccount"))

    assert act(client, account, name)["Location"] == "/admin/"
    assert actions() == []


def test_there_is_no_other_act(team: Client, page: Page) -> None:
    assert act(team, make_account(), "delete").status_code == 404
