import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cms.api.global_ids import key_of
from cms.delivery.accounts.checking import check_accounts
from cms.delivery.accounts.environment import settle_accounts
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.accounts.opening import open_account, open_elsewhere
from cms.delivery.planning.upkeep import bring_up_to_date
from cms.delivery.worker.clients import Client
from cms.delivery.worker.endpoint import EndpointClient
from cms.delivery.worker.in_process import InProcessClient
from cms.delivery.worker.work import Account
from cms.transports.posting import PushTransport
from cms.transports.wire import Timeouts

Clock = Callable[[], datetime]
# What a step may take beside its two longest calls.
MARGIN = timedelta(seconds=60)
SHORTEST_LEASE, LONGEST_LEASE = 30, 3600


@dataclass(frozen=True, kw_only=True)
class Here:
    """The worker runs where the database is: the ledger follows the content, and accounts hold their credentials."""

    clock: Clock
    environment: Mapping[str, str] = field(repr=False)
    timeouts: Timeouts
    # Some transports hold a session, of which platforms allow few.
    _open: dict[str, PushTransport] = field(default_factory=dict, repr=False)

    @property
    def client(self) -> Client:
        return InProcessClient(clock=self.clock)

    def open(self, account: Account) -> PushTransport:
        found = ChannelAccount.objects.get(pk=key_of(account.id, model=ChannelAccount))
        fresh = open_account(found, environment=self.environment, timeouts=self.timeouts)
        if self._open.get(account.id) != fresh:
            self._open[account.id] = fresh
        return self._open[account.id]

    def keep_up(self) -> list[str]:
        """Make the ledger follow content and clocks, and return what stands against accounts."""
        problems = settle_accounts(self.environment)
        bring_up_to_date(now=self.clock())
        return problems

    def look_after(self) -> list[str]:
        """Check accounts, when nothing is being sent, and return what needs a person."""
        return check_accounts(now=self.clock(), environment=self.environment, timeouts=self.timeouts)


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """The worker runs on another machine, which holds the credentials in its environment."""

    url: str
    token: str = field(repr=False)
    environment: Mapping[str, str] = field(repr=False)
    timeouts: Timeouts

    @property
    def client(self) -> Client:
        return EndpointClient(url=self.url, token=self.token)

    def open(self, account: Account) -> PushTransport:
        return open_elsewhere(
            account.channel,
            external_id=account.external_id,
            name=account.name,
            environment=self.environment,
            timeouts=self.timeouts,
        )

    def keep_up(self) -> list[str]:
        """Leave it to the server to follow the content."""
        return []

    def look_after(self) -> list[str]:
        """Leave accounts to the server, too: what is exchanged for a token has to be stored."""
        return []


def lease_seconds(timeouts: Timeouts) -> int:
    """Return a lease that outlasts the two calls that a step makes at most."""
    seconds = 2 * timeouts.deadline + MARGIN.total_seconds()
    return round(max(SHORTEST_LEASE, min(seconds, LONGEST_LEASE)))


def worker_name() -> str:
    """Name this process in the log."""
    return f"{socket.gethostname()}:{os.getpid()}"[:100]
