from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RefusalReason(StrEnum):
    """Why the last gate keeps a delivery back."""

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    ALREADY_LIVE = "already_live"
    LEASE_LOST = "lease_lost"
    ACCOUNT_BLOCKED = "account_blocked"
    QUOTA = "quota"


@dataclass(frozen=True, kw_only=True)
class GateRefusal:
    """The delivery must not be published: never, or not before a moment."""

    reason: RefusalReason
    problem: str
    retry_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Go:
    """The delivery may be published, by whoever got this, until the lease ends."""

    lease_until: datetime
