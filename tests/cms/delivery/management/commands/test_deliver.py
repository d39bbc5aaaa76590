import json
import subprocess
import sys
import time
from datetime import UTC, datetime

from wagtail.models import Page

from cms.delivery.models import Delivery
from cms.delivery.planning.upkeep import bring_up_to_date
from tests.cms.delivery.commands import base_environment, manage, telegram_environment
from tests.servers import ROOT, free_port
from tests.stand_ins.faults import late
from tests.stand_ins.telegram import Telegram


def test_what_is_due_goes_out_once(telegram: Telegram, page: Page) -> None:
    runs = [manage("deliver", "--once", environment=telegram_environment(telegram)) for _ in range(2)]

    delivery = Delivery.objects.get()
    assert [run.code for run in runs] == [0, 0], "".join(run.errors for run in runs)
    assert runs[0].events == ["claimed", "prepared", "sending", "sent", "done"]
    assert runs[1].events == ["done"]
    assert (delivery.state, delivery.remote_id) == ("published", str(telegram.live(page.title)[0].id))
    assert len(telegram.ever(page.title)) == 1


def test_nothing_is_sent_or_stored_in_a_rehearsal(telegram: Telegram, page: Page) -> None:
    bring_up_to_date(now=datetime.now(UTC))

    done = manage("deliver", "--dry-run", environment=telegram_environment(telegram))

    assert (done.code, done.events, telegram.journal.methods) == (0, ["due"], [])
    assert (Delivery.objects.get().state, Delivery.objects.get().fence) == ("waiting", 0)


def test_how_it_ends_says_what_was_wrong(transactional_db: None) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/graphql/"

    alone = manage("deliver", "--once", "--endpoint", nobody)
    away = manage("deliver", "--once", "--endpoint", nobody, "--token", "cms_x")
    without = manage("deliver", "--once", environment={"DATABASE_URL": "sqlite:////nowhere/none.sqlite3"})

    assert [alone.code, away.code, without.code] == [2, 3, 3]
    assert "cms_x" not in away.errors


def test_what_needs_a_person_ends_with_one(telegram: Telegram, page: Page) -> None:
    telegram.tokens.clear()

    done = manage("deliver", "--once", environment=telegram_environment(telegram))

    assert (done.code, "problem" in done.events) == (1, True), done.errors
    assert "BotFather" in done.output


def test_several_at_once_of_which_one_is_killed_send_once(telegram: Telegram, page: Page) -> None:
    telegram.script.on("sendMessage", late(3), call=1)
    environment = {**base_environment(), **telegram_environment(telegram)}
    command = [sys.executable, "manage.py", "deliver", "--once", "--json"]
    workers = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) for _ in range(2)]
    while not telegram.journal.entries("sendMessage"):
        time.sleep(0.1)
    for worker in workers:
        # Whoever made the call has no answer yet.
        worker.kill()
        worker.wait()

    again = manage("deliver", "--once", environment=telegram_environment(telegram))

    assert again.code == 0, again.errors
    assert (len(telegram.ever(page.title)), Delivery.objects.get().state) == (1, "publishing")


def test_a_worker_that_goes_on_ends_when_it_is_told_to(telegram: Telegram, page: Page) -> None:
    environment = {**base_environment(), **telegram_environment(telegram)}
    command = [sys.executable, "manage.py", "deliver", "--json"]
    worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    events = []
    for line in worker.stdout:
        events.append(json.loads(line)["event"])
        if events[-1] == "sent":
            break

    worker.terminate()

    assert (worker.wait(30), events) == (0, ["claimed", "prepared", "sending", "sent"])
