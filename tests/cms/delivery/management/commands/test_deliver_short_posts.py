from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from cms.delivery.accounts.environment import settle_accounts
from cms.delivery.models import ChannelAccount, Delivery
from tests.cms.delivery.commands import manage
from tests.factories.desk import plan_post
from tests.factories.site import Site, make_statement
from tests.stand_ins.bluesky import HANDLE, PASSWORD, Bluesky
from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import lost
from tests.stand_ins.mastodon import TOKEN, Mastodon


@pytest.fixture
def mastodon() -> Iterator[Mastodon]:
    with Mastodon(clock=Clock(datetime.now(UTC), runs=True)) as stand_in:
        yield stand_in


@pytest.fixture
def bluesky() -> Iterator[Bluesky]:
    with Bluesky(clock=Clock(datetime.now(UTC), runs=True)) as stand_in:
        yield stand_in


ADDRESS = "https://www.example.org/stellungnahmen/fur-den-frieden/"


def plan(site: Site, channel: str, environment: dict[str, str]) -> None:
    assert settle_accounts(environment) == []
    plan_post(make_statement(site.statements, "Für den Frieden", summary="Überall."), channel=channel)


def test_a_page_goes_out_once_on_mastodon(stored_site: Site, mastodon: Mastodon) -> None:
    environment = {"MASTODON_API_URL": mastodon.url, "MASTODON_ACCESS_TOKEN": TOKEN}
    plan(stored_site, "mastodon", environment)

    runs = [manage("deliver", "--once", environment=environment) for _ in range(2)]

    (status,) = mastodon.statuses.values()
    delivery, account = Delivery.objects.get(), ChannelAccount.objects.get()
    assert [run.code for run in runs] == [0, 0], "".join(run.errors for run in runs)
    assert status.text == f"Für den Frieden\n\nÜberall.\n\n{ADDRESS}"
    assert (delivery.state, delivery.remote_id, account.name) == ("published", status.id, "Mastodon")


def test_a_page_goes_out_once_on_bluesky(stored_site: Site, bluesky: Bluesky) -> None:
    environment = {"BLUESKY_API_URL": bluesky.url, "BLUESKY_HANDLE": HANDLE, "BLUESKY_APP_PASSWORD": PASSWORD}
    plan(stored_site, "bluesky", environment)

    runs = [manage("deliver", "--once", environment=environment) for _ in range(2)]

    (record,) = bluesky.records.values()
    card = record["embed"]["external"]
    assert [run.code for run in runs] == [0, 0], "".join(run.errors for run in runs)
    assert (record["text"], record["langs"]) == ("Für den Frieden\n\nÜberall.", ["de"])
    assert (card["uri"], card["title"], card["description"]) == (ADDRESS, "Für den Frieden", "Überall.")
    assert Delivery.objects.get().state == "published"


def test_an_answer_that_was_lost_leaves_one_status(stored_site: Site, mastodon: Mastodon) -> None:
    environment = {"MASTODON_API_URL": mastodon.url, "MASTODON_ACCESS_TOKEN": TOKEN}
    plan(stored_site, "mastodon", environment)
    mastodon.script.on("publish", lost(), call=1)

    first = manage("deliver", "--once", environment=environment)
    # It is looked for after a while.
    Delivery.objects.update(next_attempt_at=datetime.now(UTC))
    second = manage("deliver", "--once", environment=environment)

    assert ("in doubt" in first.events, "found" in second.events) == (True, True), first.errors + second.errors
    assert (len(mastodon.statuses), Delivery.objects.get().state) == (1, "published")
