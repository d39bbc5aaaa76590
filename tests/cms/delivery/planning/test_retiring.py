from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import Page

from cms.delivery.models import ChannelAccount, Delivery
from cms.delivery.planning.retiring import PlaceTakenError, reinstate, retire
from cms.delivery.planning.upkeep import bring_up_to_date
from tests.cms.delivery.planning.conftest import changed
from tests.factories.desk import make_account, make_delivery
from tests.factories.ledger import take


def successor() -> ChannelAccount:
    """Return another account for the same, younger than every page."""
    return ChannelAccount.objects.create(channel="telegram", locale="de", name="Neu", external_id="-1002")


def deliveries() -> list[tuple[str, str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("account__name", "state", "reason"))


def publish(delivery: Delivery, now: datetime, **fields: object) -> None:
    said = {"state": "published", "publish_started_at": now, "published_at": now}
    Delivery.objects.filter(pk=delivery.pk).update(**said | fields)


def test_what_waits_goes_out_of_the_account_that_takes_the_place(
    page: Page, account: ChannelAccount, now: datetime
) -> None:
    bring_up_to_date(now=now)

    assert (retire(account, now=now), retire(account, now=now)) == (True, False)
    bring_up_to_date(now=now)
    assert deliveries() == [("KO", "cancelled", "account_retired")]
    successor()
    for _ in range(2):
        bring_up_to_date(now=now)

    assert deliveries() == [("KO", "cancelled", "account_retired"), ("Neu", "waiting", "")]


def test_what_came_too_late_for_another_account_stays_off(page: Page, account: ChannelAccount, now: datetime) -> None:
    bring_up_to_date(now=now)
    retire(account, now=now)
    successor()

    bring_up_to_date(now=now + timedelta(days=1))

    assert deliveries() == [("KO", "cancelled", "account_retired")]


def test_a_retired_account_gets_nothing_new(page: Page, account: ChannelAccount, now: datetime) -> None:
    retire(account, now=now)

    bring_up_to_date(now=now)

    assert deliveries() == []


def test_what_stands_at_a_retired_account_is_not_sent_again(page: Page, account: ChannelAccount, now: datetime) -> None:
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now)
    retire(account, now=now)
    successor()

    changed(page, title="Neuer Titel")
    bring_up_to_date(now=now)

    assert deliveries() == [("KO", "published", "cannot_change")]


def test_what_readers_would_not_notice_is_not_told(page: Page, account: ChannelAccount, now: datetime) -> None:
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now)
    retire(account, now=now)
    successor()

    changed(page, search_description="Nichts davon steht im Beitrag.")
    bring_up_to_date(now=now)

    assert deliveries() == [("KO", "published", "")]


def test_what_may_stand_at_a_retired_account_is_not_sent_again(
    page: Page, account: ChannelAccount, now: datetime
) -> None:
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now, state="needs_decision", published_at=None, doubted_at=now)
    retire(account, now=now)
    successor()

    changed(page, title="Neuer Titel")
    bring_up_to_date(now=now)

    assert deliveries() == [("KO", "needs_decision", "")]


def test_what_stands_of_a_withdrawn_page_is_left_to_people(page: Page, account: ChannelAccount, now: datetime) -> None:
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now)
    retire(account, now=now)

    page.unpublish()
    bring_up_to_date(now=now)

    assert deliveries() == [("KO", "published", "still_stands")]


def test_a_deletion_that_was_planned_is_left_to_people(page: Page, account: ChannelAccount, now: datetime) -> None:
    root = make_delivery(page, state="published", remote_id="7")
    make_delivery(page, operation="delete", state="prepared", follows=root)

    retire(account, now=now)

    assert [reason for _, _, reason in deliveries()] == ["still_stands", "account_retired"]


def test_an_account_comes_back_with_what_waited(page: Page, account: ChannelAccount, now: datetime) -> None:
    bring_up_to_date(now=now)
    retire(account, now=now)

    assert (reinstate(account), reinstate(account)) == (True, False)
    bring_up_to_date(now=now)

    assert deliveries() == [("KO", "cancelled", "account_retired"), ("KO", "waiting", "")]


@pytest.mark.usefixtures("page")
def test_an_account_does_not_come_back_beside_its_successor(account: ChannelAccount, now: datetime) -> None:
    retire(account, now=now)
    successor()

    with pytest.raises(PlaceTakenError, match="Retire it first"):
        reinstate(account)


def test_nobody_takes_on_what_a_retired_account_holds(page: Page, now: datetime) -> None:
    make_delivery(page, due_at=now)
    make_account().__class__.objects.update(retired_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert take(now=now) == []
