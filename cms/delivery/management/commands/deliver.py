import argparse
import logging
import signal
import sys
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from cms.delivery.accounts.environment import read_environment
from cms.delivery.accounts.opening import AccountNotOpenableError
from cms.delivery.planning.payloads import POSTED
from cms.delivery.worker.clients import LedgerRefusedError, LedgerUnreachableError, Patient
from cms.delivery.worker.clock import installed_clock
from cms.delivery.worker.exits import Exit
from cms.delivery.worker.ledger import Ledger
from cms.delivery.worker.places import Elsewhere, Here, lease_seconds, worker_name
from cms.delivery.worker.rounds import Round, Tally
from cms.delivery.worker.telling import Tell, as_json, in_words
from cms.transports.tokens import TokenMalformed
from cms.transports.wire import Timeouts

log = logging.getLogger(__name__)

Place = Here | Elsewhere


class Command(BaseCommand):
    help = (
        "Send the posts that are due, change and take away what has to be, and look for what nobody knows of. "
        "Several may run at once, and each may be killed at any time: nothing goes out twice."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, epilog=Exit.explained(), **kwargs)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--channel", default="", choices=sorted(channel.value for channel in POSTED))
        parser.add_argument("--once", action="store_true", help="do what is due now and stop")
        parser.add_argument("--dry-run", action="store_true", help="say what the ledger holds as due; do nothing")
        parser.add_argument("--endpoint", default="", metavar="URL", help="GraphQL endpoint of another machine")
        parser.add_argument("--token", default="", help="token with the scope posts:deliver:<channel> for --endpoint")
        parser.add_argument("--json", action="store_true", help="one JSON object a line, also on a terminal")
        parser.add_argument("--interval", type=float, default=20, help="seconds between two rounds")
        parser.add_argument(
            "--timeout", type=float, default=60, help="seconds that a platform may take to answer (default: 60)"
        )

    def handle(self, **options: Any) -> None:
        if bool(options["endpoint"]) != bool(options["token"]):
            sys.exit(self._wrong("--endpoint and --token belong together."))
        if options["timeout"] <= 0 or options["interval"] <= 0:
            sys.exit(self._wrong("--timeout and --interval are more than 0."))
        try:
            code = self._deliver(_place(options), options)
        except (LedgerRefusedError, TokenMalformed) as error:
            code = self._wrong(str(error))
        except (LedgerUnreachableError, Error) as error:
            self.stderr.write(f"The ledger could not be reached. {error}")
            code = Exit.UNREACHABLE
        if code:
            sys.exit(code)

    def _deliver(self, place: Place, options: dict[str, Any]) -> int:
        clock = installed_clock()
        is_plain = options["json"] or not self.stdout.isatty()
        tell = as_json(self._line, clock=clock) if is_plain else in_words(self._line)
        stopped = threading.Event()
        client = place.client if options["dry_run"] else Patient(client=place.client)
        ledger = Ledger(client=client, worker=worker_name(), lease_seconds=lease_seconds(place.timeouts))
        round_ = Round(
            ledger=ledger,
            open=place.open,
            clock=clock,
            tell=tell,
            is_stopped=stopped.is_set,
            channel=options["channel"],
        )
        if options["dry_run"]:
            return _rehearse(round_, tell)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        if options["once"]:
            return _once(place, round_, tell)
        return _watch(place, round_, tell, stopped=stopped, interval=options["interval"])

    def _line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _wrong(self, message: str) -> int:
        self.stderr.write(message)
        return Exit.WRONG_USE


def _place(options: dict[str, Any]) -> Place:
    read = options["timeout"]
    timeouts = Timeouts(connect=min(10, read), read=read, deadline=1.5 * read)
    environment = read_environment()
    if options["endpoint"]:
        url, token = options["endpoint"], options["token"]
        return Elsewhere(url=url, token=token, environment=environment, timeouts=timeouts)
    return Here(clock=installed_clock(), environment=environment, timeouts=timeouts)


def _once(place: Place, round_: Round, tell: Tell) -> int:
    problems = place.keep_up()
    tally = round_.run()
    problems += [*tally.problems, *place.look_after()]
    for problem in problems:
        tell("problem", message=problem)
    tell("done", deliveries=tally.count, message=_summary(tally))
    return Exit.NEEDS_PEOPLE if problems or tally.needs_people else Exit.DONE


def _watch(place: Place, round_: Round, tell: Tell, *, stopped: threading.Event, interval: float) -> int:
    """Go round until told to stop. The ledger may be away for a while; the worker must not be."""
    told: set[str] = set()
    while not stopped.is_set():
        try:
            for problem in _news([*place.keep_up(), *round_.run().problems, *place.look_after()], told):
                tell("problem", message=problem)
        except LedgerRefusedError as error:
            if error.is_about_access:
                raise
            log.exception("The ledger declined; it is tried again.")
        except Exception:
            log.exception("Posts could not be looked after; it is tried again.")
        finally:
            close_old_connections()
        stopped.wait(interval)
    return Exit.DONE


def _news(problems: list[str], told: set[str]) -> list[str]:
    """Return the problems that were not there in the last round."""
    fresh = [problem for problem in problems if problem not in told]
    told.clear()
    told.update(problems)
    return fresh


def _rehearse(round_: Round, tell: Tell) -> int:
    needs_people = False
    for account in round_.accounts():
        for work in round_.ledger.due(account):
            tell("due", channel=account.channel, title=work.title, act=work.operation, state=work.standing.state)
        try:
            round_.open(account)
        except AccountNotOpenableError as error:
            needs_people = True
            tell("problem", channel=account.channel, message=str(error))
    return Exit.NEEDS_PEOPLE if needs_people else Exit.DONE


def _summary(tally: Tally) -> str:
    states = ", ".join(f"{count} {state.lower()}" for state, count in sorted(tally.states.items()))
    return states or "nothing was due"
