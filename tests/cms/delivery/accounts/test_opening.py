from datetime import UTC, datetime

import pytest

from cms.delivery.accounts.environment import settle_accounts
from cms.delivery.accounts.models import AccountCredential
from cms.delivery.accounts.opening import (
    EXCHANGED_FROM,
    AccountNotOpenableError,
    fingerprint_of,
    open_account,
    open_elsewhere,
    values_of,
)
from cms.delivery.models import ChannelAccount
from tests.factories.desk import make_account

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TELEGRAM = {"TELEGRAM_BOT_TOKEN": "1:of-the-environment", "TELEGRAM_CHAT_ID": "@verein"}
INSTAGRAM = {"INSTAGRAM_ACCESS_TOKEN": "IGAA-old", "INSTAGRAM_ACCOUNT_ID": "17"}


@pytest.mark.django_db
def test_the_environment_is_enough_for_an_account() -> None:
    problems = [settle_accounts(TELEGRAM) for _ in range(2)]

    account = ChannelAccount.objects.get()
    assert problems == [[], []]
    assert (account.channel, account.locale, account.external_id) == ("telegram", "", "@verein")
    assert values_of(account, environment=TELEGRAM)["bot_token"] == TELEGRAM["TELEGRAM_BOT_TOKEN"]
    assert open_account(account, environment=TELEGRAM).capabilities.can_edit


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("channel", "external_id", "environment"),
    [
        ("mastodon", "", {"MASTODON_API_URL": "https://social.example", "MASTODON_ACCESS_TOKEN": "of-the-environment"}),
        ("bluesky", "verein.example", {"BLUESKY_HANDLE": "verein.example", "BLUESKY_APP_PASSWORD": "abcd-efgh"}),
    ],
)
def test_the_environment_is_enough_on_every_wire(channel: str, external_id: str, environment: dict[str, str]) -> None:
    problems = [settle_accounts(environment) for _ in range(2)]

    account = ChannelAccount.objects.get()
    assert problems == [[], []]
    assert (account.channel, account.locale, account.external_id) == (channel, "", external_id)
    assert open_account(account, environment=environment).capabilities.can_delete


@pytest.mark.django_db
def test_a_token_of_the_environment_leaves_alone_who_was_connected_by_hand() -> None:
    make_account("mastodon", locale="", external_id="17")

    problems = settle_accounts({"MASTODON_API_URL": "https://social.example", "MASTODON_ACCESS_TOKEN": "other"})

    assert (problems, ChannelAccount.objects.get().external_id) == ([], "17")


@pytest.mark.django_db
def test_half_an_environment_makes_no_account() -> None:
    assert settle_accounts({"TELEGRAM_CHAT_ID": "@verein"}) == []
    assert ChannelAccount.objects.count() == 0


@pytest.mark.django_db
def test_another_chat_does_not_take_over_what_went_out_elsewhere() -> None:
    settle_accounts(TELEGRAM)

    (problem,) = settle_accounts({**TELEGRAM, "TELEGRAM_CHAT_ID": "@andere"})

    assert "TELEGRAM_CHAT_ID names @andere" in problem
    assert ChannelAccount.objects.get().external_id == "@verein"


@pytest.mark.django_db
def test_what_the_admin_holds_comes_before_the_environment() -> None:
    account = make_account(external_id="@verein")
    account.store_credentials({"bot_token": "1:of-the-admin"}, now=NOW)

    values = values_of(account, environment={**TELEGRAM, "TELEGRAM_API_URL": "http://127.0.0.1:1"})

    assert (values["bot_token"], values["api_url"]) == ("1:of-the-admin", "http://127.0.0.1:1")


@pytest.mark.django_db
def test_secrets_of_the_environment_are_for_its_own_account_only() -> None:
    other = make_account(external_id="@andere")

    with pytest.raises(AccountNotOpenableError, match="TELEGRAM_BOT_TOKEN"):
        open_account(other, environment=TELEGRAM)
    with pytest.raises(AccountNotOpenableError, match="TELEGRAM_BOT_TOKEN"):
        open_elsewhere("telegram", external_id="@andere", name="KO", environment=TELEGRAM)


@pytest.mark.django_db
def test_a_new_token_in_the_environment_replaces_one_that_was_exchanged() -> None:
    account = make_account("instagram", external_id="17")
    origin = fingerprint_of("instagram", {"access_token": "IGAA-old"})
    account.store_credentials({"access_token": "IGAA-younger", EXCHANGED_FROM: origin}, now=NOW)
    renewed = {**INSTAGRAM, "INSTAGRAM_ACCESS_TOKEN": "IGAA-renewed"}

    found = [values_of(account, environment=each)["access_token"] for each in (INSTAGRAM, renewed, {})]

    assert found == ["IGAA-younger", "IGAA-renewed", "IGAA-younger"]


@pytest.mark.django_db
def test_what_cannot_be_read_or_sent_says_what_to_do() -> None:
    account = make_account(external_id="@verein")
    account.store_credentials({"bot_token": "1:a\n"}, now=NOW)
    with pytest.raises(AccountNotOpenableError, match="line break"):
        open_account(account, environment={})

    AccountCredential.objects.update(sealed="of another key")
    with pytest.raises(AccountNotOpenableError, match="SECRET_KEY_FALLBACKS"):
        open_account(account, environment={})
