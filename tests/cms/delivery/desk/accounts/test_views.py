from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import global_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from cms.delivery.models import AccountCredential, ChannelAccount
from tests.cms.delivery.desk.conftest import make_member, text
from tests.factories.desk import make_account, make_delivery
from tests.factories.site import NOW
from tests.stand_ins.telegram import CHAT, TOKEN, Telegram

ADDRESS = "/admin/posts/accounts/"


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as stand_in:
        yield stand_in


def entered(telegram: Telegram) -> dict[str, str]:
    own = {"name": "Verein", "locale": "de", "time_zone": "Europe/Berlin"}
    return own | {"api_url": telegram.url, "bot_token": TOKEN, "chat_id": CHAT}


def connect(client: Client, data: dict[str, str]) -> Any:
    return client.post(f"{ADDRESS}connect/telegram/", data, follow=True)


def actions() -> list[tuple[str, str]]:
    return [(entry.action, entry.user.username) for entry in ModelLogEntry.objects.order_by("pk")]


def test_an_account_is_connected_once_the_platform_accepts_it(team: Client, telegram: Telegram) -> None:
    response = connect(team, entered(telegram))

    account = ChannelAccount.objects.get()
    assert (account.name, account.external_id, account.locale, account.health) == ("Verein", CHAT, "de", "ok")
    assert account.checked_at is not None
    assert account.credentials() == {"api_url": telegram.url, "bot_token": TOKEN, "chat_id": CHAT}
    assert "The platform accepts the access." in text(response)
    assert actions() == [("delivery.connect", "anna")]


def test_the_token_is_sealed_and_shown_nowhere(team: Client, telegram: Telegram) -> None:
    connect(team, entered(telegram))

    account = ChannelAccount.objects.get()
    assert TOKEN not in AccountCredential.objects.get().sealed
    for address in (ADDRESS, f"{ADDRESS}{account.pk}/", f"{ADDRESS}{account.pk}/connect/"):
        assert TOKEN not in text(team.get(address))


def test_a_token_that_the_platform_refuses_is_not_stored(team: Client, telegram: Telegram) -> None:
    response = connect(team, entered(telegram) | {"bot_token": "123456:other"})

    assert "Get a new token from @BotFather" in text(response)
    assert "123456:other" not in text(response)
    assert not ChannelAccount.objects.exists()


def test_a_token_with_signs_that_none_has_is_not_sent(team: Client, telegram: Telegram) -> None:
    response = connect(team, entered(telegram) | {"bot_token": "123 456"})

    assert "Copy it once more." in text(response)
    assert not ChannelAccount.objects.exists()


def test_an_account_is_stored_while_the_platform_is_away(team: Client, telegram: Telegram) -> None:
    response = connect(team, entered(telegram) | {"api_url": "http://127.0.0.1:9/"})

    assert "the platform could not be asked just now" in text(response)
    assert ChannelAccount.objects.get().checked_at is None


def test_what_is_missing_or_taken_is_told_of(team: Client, telegram: Telegram) -> None:
    make_account(external_id=CHAT)

    response = connect(team, {"locale": "de", "time_zone": "Mars", "chat_id": CHAT})

    assert set(response.context["form"].errors) == {"name", "locale", "time_zone"}
    assert set(response.context["credentials"].errors) == {"bot_token", "chat_id"}


def test_an_account_is_connected_anew(team: Client, telegram: Telegram, page: Page) -> None:
    account = make_account(external_id=CHAT, health="reauth", problem="Unauthorized", blocked_until=timezone.now())
    make_delivery(page, state="published")

    team.post(f"{ADDRESS}{account.pk}/connect/", {"api_url": telegram.url, "bot_token": TOKEN, "chat_id": "-1009"})

    account.refresh_from_db()
    assert (account.health, account.problem, account.blocked_until) == ("ok", "", None)
    # What went out stays with the chat that it went to.
    assert (account.external_id, account.credentials()["chat_id"]) == (CHAT, CHAT)


def test_what_was_mistyped_is_corrected_while_nothing_went_out(team: Client, telegram: Telegram) -> None:
    account = make_account(external_id="-1009")

    team.post(f"{ADDRESS}{account.pk}/connect/", {"api_url": telegram.url, "bot_token": TOKEN, "chat_id": CHAT})

    account.refresh_from_db()
    assert account.external_id == CHAT


def test_connecting_anew_asks_for_the_secret_again(team: Client, telegram: Telegram) -> None:
    connect(team, entered(telegram))
    account = ChannelAccount.objects.get()

    response = team.post(f"{ADDRESS}{account.pk}/connect/", {"api_url": "http://127.0.0.1:9/", "chat_id": CHAT})

    assert list(response.context["credentials"].errors) == ["bot_token"]
    assert account.credentials()["api_url"] == telegram.url


def test_an_account_is_paused_and_goes_on_with_one_click(team: Client, page: Page) -> None:
    account = make_account()

    for act in ("pause", "pause", "resume", "resume"):
        team.post(f"{ADDRESS}{account.pk}/{act}/")
        account.refresh_from_db()
        assert account.is_paused == (act == "pause")

    assert actions() == [("delivery.pause", "anna"), ("delivery.resume", "anna")]


def test_an_account_is_renamed(team: Client, page: Page) -> None:
    account = make_account()

    team.post(f"{ADDRESS}{account.pk}/", {"name": "Neu", "locale": "", "time_zone": "Europe/Paris"})

    account.refresh_from_db()
    assert (account.name, account.locale, account.time_zone) == ("Neu", "", "Europe/Paris")
    assert actions() == [("delivery.account", "anna")]


def test_the_list_says_how_each_account_is(team: Client, page: Page) -> None:
    make_account(health="reauth", problem="Unauthorized")
    fields = {"quota_total": 100, "quota_used": 37, "quota_checked_at": timezone.now(), "token_expires_at": NOW}
    make_account("instagram", **fields)

    cards = {card.account.channel: card for card in team.get(ADDRESS).context["cards"]}

    assert cards["telegram"].words is not None
    assert cards["telegram"].words.advice == "Connect the account anew. What waits then goes out by itself."
    assert (cards["instagram"].quota, cards["instagram"].words) == ("37 of 100 in 24 hours", None)
    assert cards["instagram"].access_ends != ""


def test_an_old_quota_says_nothing(team: Client, page: Page) -> None:
    make_account(quota_total=100, quota_used=37, quota_checked_at=timezone.now() - timedelta(hours=25))

    (card,) = team.get(ADDRESS).context["cards"]

    assert card.quota == ""


def statements_for(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS)
    return len(queries)


def test_many_accounts_cost_no_more_than_one(team: Client, page: Page) -> None:
    first, *others = [code for code, _name in global_settings.LANGUAGES][:51]
    make_account(locale=first)
    statements_for(team)
    one = statements_for(team)

    for locale in others:
        make_account(locale=locale)

    assert statements_for(team) == one


@pytest.mark.parametrize("act", ["", "connect/", "pause/", "resume/"])
def test_whoever_only_looks_changes_nothing(client: Client, page: Page, act: str) -> None:
    account = make_account()
    client.force_login(make_member("lea", "view_channelaccount", "view_delivery"))

    response = client.post(f"{ADDRESS}{account.pk}/{act}", {"name": "Neu"})

    assert response["Location"] == "/admin/"
    assert client.post(f"{ADDRESS}connect/telegram/")["Location"] == "/admin/"
    assert client.get(ADDRESS).context["may_keep"] is False


def test_only_channels_that_are_posted_to_are_connected(team: Client) -> None:
    assert team.get(f"{ADDRESS}connect/newsletter/").status_code == 404
