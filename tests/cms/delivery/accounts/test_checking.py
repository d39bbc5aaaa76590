from collections.abc import Iterator
from datetime import timedelta

import pytest

from cms.delivery.accounts.checking import check_accounts
from cms.delivery.accounts.health import park, recover
from cms.delivery.models import ChannelAccount, Delivery, Health, MetricSnapshot
from tests.cms.transports.samples import TIMEOUTS
from tests.factories.desk import make_account, make_delivery
from tests.factories.site import Site, make_statement
from tests.stand_ins.clock import NOW, Clock
from tests.stand_ins.instagram import ACCOUNT, TOKEN, Instagram
from tests.stand_ins.telegram import CHAT, Telegram
from tests.stand_ins.telegram import TOKEN as BOT_TOKEN


@pytest.fixture
def instagram() -> Iterator[Instagram]:
    with Instagram(clock=Clock()) as stand_in:
        yield stand_in


@pytest.fixture
def account(db: None, instagram: Instagram) -> ChannelAccount:
    account = make_account("instagram", external_id=ACCOUNT)
    account.store_credentials({"api_url": instagram.url, "access_token": TOKEN}, now=NOW)
    return account


def check(instagram: Instagram, **later: float) -> list[str]:
    return check_accounts(now=instagram.clock.advance(**later), environment={}, timeouts=TIMEOUTS)


def test_a_token_is_exchanged_once_a_week_and_kept_sealed(account: ChannelAccount, instagram: Instagram) -> None:
    for _ in range(60):
        assert check(instagram, hours=3) == []

    account.refresh_from_db()
    younger = account.credentials()["access_token"]
    assert (younger != TOKEN, younger in instagram.tokens) == (True, True)
    assert younger not in account.credential.sealed
    assert account.token_expires_at is not None
    assert account.token_expires_at - instagram.clock.now() > timedelta(days=50)
    assert len(instagram.journal.entries("refresh")) == 2
    assert (account.health, account.quota_total) == (Health.OK, 50)


def test_a_token_of_the_environment_is_exchanged_too(account: ChannelAccount, instagram: Instagram) -> None:
    account.credential.delete()
    account = ChannelAccount.objects.get()
    environment = {
        "INSTAGRAM_API_URL": instagram.url,
        "INSTAGRAM_ACCESS_TOKEN": TOKEN,
        "INSTAGRAM_ACCOUNT_ID": ACCOUNT,
    }

    problems = check_accounts(now=instagram.clock.now(), environment=environment, timeouts=TIMEOUTS)

    assert (problems, account.credentials()["access_token"] != TOKEN) == ([], True)


def test_a_refused_token_is_told_and_checked_again_soon(account: ChannelAccount, instagram: Instagram) -> None:
    instagram.token.refused_with = 463
    (problem,) = check(instagram)
    asked = len(instagram.journal.entries("me"))
    check(instagram, minutes=5)
    assert len(instagram.journal.entries("me")) == asked
    instagram.token.refused_with = None

    assert check(instagram, minutes=15) == []

    account.refresh_from_db()
    assert (account.name in problem, account.health, account.problem) == (True, Health.OK, "")


def test_an_access_that_ends_soon_is_shown(account: ChannelAccount, instagram: Instagram) -> None:
    soon = NOW + timedelta(days=10)
    ChannelAccount.objects.update(token_expires_at=soon, token_checked_at=NOW)

    check(instagram)

    account.refresh_from_db()
    assert account.health == Health.REFRESH_DUE


def test_numbers_are_stored_once_a_day(account: ChannelAccount, instagram: Instagram, site: Site) -> None:
    medium = instagram.post("Für alle.")
    delivery = make_delivery(
        make_statement(site.statements),
        channel="instagram",
        state="published",
        remote_id=medium.id,
        published_at=NOW,
    )
    for _ in range(10):
        check(instagram, hours=6)

    snapshots = MetricSnapshot.objects.filter(delivery=delivery)
    assert [each.day.day for each in snapshots] == [23, 24, 25, 26]
    assert "reach" in snapshots[0].values
    # The sender had ended before it could ask where the post is.
    assert Delivery.objects.get().permalink


@pytest.mark.django_db
def test_an_account_for_posting_by_hand_is_in_order() -> None:
    make_account("instagram", external_id="1")

    assert check_accounts(now=NOW, environment={}) == []


@pytest.mark.django_db
def test_telegram_says_what_the_bot_may_not_do() -> None:
    with Telegram() as telegram:
        account = make_account(external_id=CHAT)
        account.store_credentials({"api_url": telegram.url, "bot_token": BOT_TOKEN}, now=NOW)
        telegram.chat.may_post = False

        (problem,) = check_accounts(now=NOW, environment={}, timeouts=TIMEOUTS)

    assert "administrator" in problem
    assert MetricSnapshot.objects.count() == 0


def parked(code: str) -> ChannelAccount:
    park(ChannelAccount.objects.get().pk, code=code, problem="No.")
    return ChannelAccount.objects.get()


@pytest.mark.parametrize(
    ("code", "health"),
    [
        ("instagram.restricted", Health.RESTRICTED),
        ("instagram.activity_restricted", Health.RESTRICTED),
        ("instagram.permission", Health.REAUTH),
    ],
)
def test_what_a_delivery_found_outlasts_that_the_platform_knows_us(
    account: ChannelAccount, instagram: Instagram, code: str, health: Health
) -> None:
    assert parked(code).health == health

    (problem,) = check(instagram, hours=2)

    account.refresh_from_db()
    assert (account.health, account.problem_code, account.quota_total) == (health, code, 50)
    assert problem.endswith("No.")


def test_a_refused_token_is_in_order_once_the_platform_knows_us(account: ChannelAccount, instagram: Instagram) -> None:
    parked("instagram.token")

    assert check(instagram, hours=2) == []

    account.refresh_from_db()
    assert (account.health, account.problem_code) == (Health.OK, "")


def test_a_person_lets_a_restricted_account_send_again(account: ChannelAccount, instagram: Instagram) -> None:
    parked("instagram.restricted")

    assert (recover(account.pk), recover(account.pk)) == (True, False)

    assert check(instagram, hours=2) == []
    account.refresh_from_db()
    assert (account.health, account.problem) == (Health.OK, "")


def test_a_retired_account_is_left_alone(account: ChannelAccount, instagram: Instagram) -> None:
    ChannelAccount.objects.update(retired_at=NOW, health=Health.REAUTH)

    assert check(instagram, hours=2) == []
    assert instagram.journal.entries("me") == []


@pytest.mark.django_db
def test_a_group_that_moved_is_known_by_its_new_number() -> None:
    with Telegram() as telegram:
        account = make_account(external_id=CHAT)
        account.store_credentials({"api_url": telegram.url, "bot_token": BOT_TOKEN}, now=NOW)
        telegram.chat.moved_to = -100999

        check_accounts(now=NOW, environment={}, timeouts=TIMEOUTS)

    account.refresh_from_db()
    assert (account.problem_code, account.moved_to) == ("telegram.chat_moved", "-100999")
