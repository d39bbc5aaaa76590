import json
import re
import shlex

import pytest

from cms.delivery.models import Delivery, DeliveryAttempt
from tests.cms.delivery.commands import manage
from tests.factories.desk import make_delivery
from tests.factories.site import Site, make_statement
from tests.servers import ROOT


@pytest.fixture
def doubtful(stored_site: Site) -> Delivery:
    """A post of which nobody knows whether it is out."""
    return make_delivery(make_statement(stored_site.statements), state="needs_decision", problem="Die Antwort fehlt.")


def test_a_person_at_the_shell_says_where_a_post_is(doubtful: Delivery) -> None:
    number = str(doubtful.pk)

    due, shown = manage("due"), manage("post", number)
    settled = manage("settle", number, "--posted", "https://t.me/ko_test/77?single", "--reason", "Anna sah es.")

    assert (due.code, [line["number"] for line in due.lines]) == (1, [doubtful.pk])
    assert "--posted LINK" in json.loads(shown.output)["advice"]
    assert settled.code == 0, settled.errors
    doubtful.refresh_from_db()
    assert (doubtful.state, doubtful.remote_id, doubtful.permalink) == ("published", "77", "https://t.me/ko_test/77")
    line = DeliveryAttempt.objects.get(step="decide")
    assert (line.problem, line.worker in settled.output) == ("Anna sah es.", True)


def test_commands_in_the_docs_settle(doubtful: Delivery) -> None:
    lines = re.findall(r"^manage.py (settle 12 .+)$", (ROOT / "docs" / "channels.md").read_text(), re.MULTILINE)
    states = {"--posted": "published", "--absent": "cancelled", "--again": "cancelled", "--skip": "cancelled"}

    for line in lines:
        _, _, option, *_ = arguments = shlex.split(line)
        Delivery.objects.filter(pk=doubtful.pk).update(
            state="failed" if option == "--again" else "needs_decision", evidence="refused", remote_id=""
        )
        done = manage("settle", str(doubtful.pk), *arguments[2:])
        doubtful.refresh_from_db()
        assert (done.code, doubtful.state) == (0, states.pop(option)), done.errors

    assert states == {}


def test_what_does_not_fit_is_refused(doubtful: Delivery) -> None:
    number = str(doubtful.pk)

    wrong = [
        manage("settle", number, "--again", "--reason", "Noch einmal"),
        manage("settle", number, "--posted", "https://example.org/77", "--reason", "Da"),
        manage("settle", "999999", "--skip", "--reason", "Weg"),
        manage("settle", number, "--skip"),
    ]

    assert [each.code for each in wrong] == [2, 2, 2, 2]
    doubtful.refresh_from_db()
    assert doubtful.state == "needs_decision"
