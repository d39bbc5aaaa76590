from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from cms.delivery.accounts.opening import AccountNotOpenableError
from cms.delivery.worker.clients import LedgerRefusedError
from cms.delivery.worker.ledger import Ledger
from cms.delivery.worker.sending import Sending
from cms.delivery.worker.telling import Tell
from cms.delivery.worker.work import Account
from cms.transports.posting import PushTransport

# Of one account in one round, so that no account waits for ever behind another.
MAXIMUM_TAKEN = 50
FOR_PEOPLE = {"NEEDS_DECISION", "FAILED"}

# Raises AccountNotOpenableError.
Opener = Callable[[Account], PushTransport]


@dataclass(kw_only=True)
class Tally:
    """What a round came to."""

    states: Counter[str] = field(default_factory=Counter)
    # Why accounts cannot be used though something is due there.
    problems: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.states.total()

    @property
    def needs_people(self) -> bool:
        return bool(self.problems or FOR_PEOPLE & self.states.keys())


@dataclass(frozen=True, kw_only=True)
class Round:
    """Goes once through all accounts for which something is due, and does it."""

    ledger: Ledger
    open: Opener
    clock: Callable[[], datetime]
    tell: Tell
    is_stopped: Callable[[], bool]
    # Empty for all.
    channel: str = ""

    def run(self) -> Tally:
        """Raises LedgerUnreachableError or LedgerRefusedError."""
        tally = Tally()
        for account in self.accounts():
            if not self.is_stopped():
                self._serve(account, tally)
        return tally

    def accounts(self) -> list[Account]:
        return [each for each in self.ledger.accounts() if self.channel in ("", each.channel)]

    def _serve(self, account: Account, tally: Tally) -> None:
        try:
            transport = self.open(account)
        except AccountNotOpenableError as error:
            # Who posts by hand needs no credentials, until something is to go out by itself.
            if self.ledger.due(account):
                tally.problems.append(str(error))
            return
        for _ in range(MAXIMUM_TAKEN):
            if self.is_stopped() or not self._take(account, transport, tally):
                return

    def _take(self, account: Account, transport: PushTransport, tally: Tally) -> bool:
        work = self.ledger.claim(account)
        if work is None:
            return False
        tell = partial(self.tell, delivery=work.id, channel=account.channel, title=work.title, act=work.operation)
        tell("claimed", state=work.standing.state)
        sending = Sending(
            ledger=self.ledger,
            transport=transport,
            work=work,
            clock=self.clock,
            tell=tell,
            is_stopped=self.is_stopped,
        )
        try:
            tally.states[sending.run().state] += 1
        except LedgerRefusedError as error:
            if error.is_about_access:
                raise
            # What was to be stored is of no use to the ledger; the lease runs out, and others go on.
            tally.problems.append(f"{work.title}: {error}")
        return True
