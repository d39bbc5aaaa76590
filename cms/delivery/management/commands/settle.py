import getpass
import socket
import sys
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from cms.api.global_ids import GlobalID
from cms.delivery.desk.audit import log_act
from cms.delivery.desk.permalinks import Permalink, permalink_of
from cms.delivery.management.numbers import numbered
from cms.delivery.models import FAILED, IN_DOUBT, Delivery
from cms.delivery.worker.clients import LedgerRefusedError, LedgerUnreachableError, Patient
from cms.delivery.worker.clock import installed_clock
from cms.delivery.worker.exits import Exit
from cms.delivery.worker.in_process import InProcessClient

DECISIONS = {"posted": "LIVE", "absent": "ABSENT", "again": "ABSENT", "skip": "LEAVE"}
# Only a person who looked may say of a post in doubt that it is not there.
STATES = {"absent": IN_DOUBT, "again": FAILED}


class Command(BaseCommand):
    help = "Decide what only a person can know of a post. Who it was, and why, is written into its log."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("number", type=int, help="as 'manage.py due' names it")
        decision = parser.add_mutually_exclusive_group(required=True)
        decision.add_argument("--posted", metavar="LINK", help="it is out: I found it, or posted it by hand")
        decision.add_argument("--absent", action="store_true", help="I looked and it is not there: it goes out again")
        decision.add_argument("--again", action="store_true", help="send once more what failed or was missed")
        decision.add_argument("--skip", action="store_true", help="let it be: it goes out no more")
        parser.add_argument("--reason", required=True, help="how you know, for the log")
        parser.add_argument("--person", default="", help="who decides (default: whoever is signed in here)")

    def handle(self, *, number: int, **options: Any) -> None:
        act = next(name for name in DECISIONS if options[name])
        delivery = numbered(number)
        link = _link(options["posted"], delivery)
        if act in STATES and delivery.state not in STATES[act]:
            _refuse(f"Post {number} is {delivery.get_state_display()}, so --{act} does not fit. See: manage.py post.")
        person = options["person"] or f"{getpass.getuser()}@{socket.gethostname()}"
        settled = _settled(delivery, act, link, person=person, note=options["reason"])
        if settled["__typename"] == "DeliveryConflict":
            _refuse(settled["message"])
        name = "seen" if act == "posted" and delivery.state in IN_DOUBT else act
        log_act(delivery, name, user=None, link=link.url, note=options["reason"])
        self.stdout.write(f"{person}: post {number}, {settled['delivery']['state'].lower()}")


def _settled(delivery: Delivery, act: str, link: Permalink, *, person: str, note: str) -> dict[str, Any]:
    values = {
        "operationId": str(uuid4()),
        "delivery": str(GlobalID.of(delivery)),
        "decision": DECISIONS[act],
        "person": person,
        "note": note,
        "permalink": link.url,
        "remoteId": link.remote_id,
    }
    client = Patient(client=InProcessClient(clock=installed_clock(), may_settle=True))
    try:
        found: dict[str, Any] = client.execute("settle", {"input": values})["resolveUnknown"]
    except (LedgerUnreachableError, Error) as error:
        sys.exit(_unreachable(error))
    except LedgerRefusedError as error:
        _refuse(str(error))
    return found


def _link(text: str | None, delivery: Delivery) -> Permalink:
    if not text:
        return Permalink(url="")
    try:
        return permalink_of(text, account=delivery.account)
    except ValidationError as error:
        return _refuse(" ".join(error.messages))


def _refuse(message: str) -> Any:
    raise CommandError(message, returncode=Exit.WRONG_USE)


def _unreachable(error: Exception) -> int:
    sys.stderr.write(f"The ledger could not be reached. {error}\n")
    return Exit.UNREACHABLE
