import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from wagtail.models import Page

from cms.api.models import Token
from cms.delivery.models import Delivery
from cms.delivery.planning.upkeep import bring_up_to_date
from tests.cms.delivery.commands import Done, manage, telegram_environment
from tests.factories.desk import make_account, plan_post
from tests.factories.site import make_site, make_statement
from tests.servers import ROOT
from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import lost
from tests.stand_ins.telegram import CHAT, Telegram

SCRIPT = ROOT / "docs" / "examples" / "deliver_telegram.py"


@pytest.fixture
def page(transactional_db: None) -> Page:
    """A page that is to go out now."""
    site = make_site()
    make_account(external_id=CHAT)
    page = plan_post(make_statement(site.statements))
    bring_up_to_date(now=datetime.now(UTC))
    return page


def run(endpoint: str, telegram: Telegram) -> Done:
    _token, key = Token.issue(name="Skript", scopes=["content:read", "posts:deliver:telegram"], expires_at=None)
    environment = {**telegram_environment(telegram), "CMS_TOKEN": key}
    command = [sys.executable, str(SCRIPT), f"{endpoint}/graphql/"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return Done(code=done.returncode, output=done.stdout, errors=done.stderr)


def test_a_script_of_ones_own_sends_what_is_due(live_server: Any, page: Page) -> None:
    with Telegram(clock=Clock(datetime.now(UTC), runs=True)) as telegram:
        runs = [run(live_server.url, telegram) for _ in range(2)]

        delivery = Delivery.objects.get()
        assert [(each.code, each.errors) for each in runs] == [(0, ""), (0, "")]
        assert runs[0].output == f"{page.title}: completePublish\n"
        assert (delivery.state, delivery.remote_id) == ("published", str(telegram.live(page.title)[0].id))
        assert len(telegram.ever(page.title)) == 1


def test_a_script_of_ones_own_does_not_send_again_what_is_in_doubt(live_server: Any, page: Page) -> None:
    with Telegram(clock=Clock(datetime.now(UTC), runs=True)) as telegram:
        telegram.script.on("sendMessage", lost(), call=1)

        runs = [run(live_server.url, telegram) for _ in range(2)]

        assert [each.code for each in runs] == [0, 0], runs
        assert (Delivery.objects.get().state, len(telegram.ever(page.title))) == ("unconfirmed", 1)


def test_the_worker_sends_from_another_machine(live_server: Any, page: Page) -> None:
    _token, key = Token.issue(name="Worker", scopes=["content:read", "posts:deliver:telegram"], expires_at=None)
    with Telegram(clock=Clock(datetime.now(UTC), runs=True)) as telegram:
        elsewhere = {**telegram_environment(telegram), "DATABASE_URL": "sqlite:////nowhere/none.sqlite3"}
        there = ("--endpoint", f"{live_server.url}/graphql/")

        done = manage("deliver", "--once", *there, "--token", key, environment=elsewhere)
        refused = manage("deliver", "--once", *there, "--token", f"{key[:-1]}x", environment=elsewhere)

        assert (done.code, done.events) == (0, ["claimed", "prepared", "sending", "sent", "done"]), done.errors
        assert len(telegram.ever(page.title)) == 1
        assert (refused.code, key in refused.errors) == (2, False)
