from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test import override_settings

from cms.delivery.accounts.sealing import CredentialsUnreadableError
from cms.delivery.models import AccountCredential, ChannelAccount
from tests.factories.desk import make_account
from tests.factories.site import NOW

pytestmark = pytest.mark.django_db

TOKEN = "123:only-for-tests"  # noqa: S105  A test's own.


def test_credentials_stand_nowhere_in_the_database() -> None:
    account = make_account()

    account.store_credentials({"bot_token": TOKEN}, now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM delivery_accountcredential")
        (sealed,) = cursor.fetchone()
    assert TOKEN not in sealed
    assert account.credentials() == {"bot_token": TOKEN}


def test_credentials_are_replaced() -> None:
    account = make_account()

    for value in ("old", "new"):
        account.store_credentials({"bot_token": value}, now=NOW)

    assert (account.credentials(), AccountCredential.objects.count()) == ({"bot_token": "new"}, 1)


def test_an_account_without_credentials_has_none() -> None:
    assert make_account().credentials() == {}


def test_credentials_of_another_key_say_what_to_do() -> None:
    account = make_account()
    account.store_credentials({"bot_token": TOKEN}, now=NOW)

    with (
        override_settings(SECRET_KEY="x" * 50),
        pytest.raises(CredentialsUnreadableError, match="SECRET_KEY_FALLBACKS"),
    ):
        account.credentials()


def test_a_language_without_an_account_of_its_own_uses_the_one_for_all() -> None:
    whole, german = make_account(locale=""), make_account(locale="de")

    def serving(locale: str) -> ChannelAccount | None:
        return ChannelAccount.objects.serving(channel="telegram", locale=locale)

    assert (serving("de"), serving("en")) == (german, whole)
    assert ChannelAccount.objects.serving(channel="instagram", locale="de") is None


def test_an_account_exists_once() -> None:
    make_account(external_id="@ko")

    with pytest.raises(IntegrityError):
        make_account(locale="en", external_id="@ko")


def test_an_old_quota_says_nothing() -> None:
    account = ChannelAccount(quota_total=50, quota_used=50, quota_checked_at=NOW)

    assert not account.has_quota(NOW + timedelta(hours=23))
    assert account.has_quota(NOW + timedelta(hours=24))
