import logging
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from cms.api.tokens.addresses import Meta, pseudonym
from cms.api.tokens.callers import Caller, CallerError

logger = logging.getLogger(__name__)

WINDOW_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How often somebody may ask within a minute, and what is left of it."""

    policy: str
    quota: int
    used: float
    reset_seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """Return the fields of draft-ietf-httpapi-ratelimit-headers."""
        remaining = max(0, math.floor(self.quota - self.used))
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.quota};w={WINDOW_SECONDS}',
            "RateLimit": f'"{self.policy}";r={remaining};t={self.reset_seconds}',
        }


class RateLimitedError(CallerError):
    def __init__(self, budget: Budget) -> None:
        advice = "" if budget.policy == "token" else " A token allows more."
        message = (
            f"More than {budget.quota} requests within a minute. "
            f"Ask again in {budget.reset_seconds} seconds, and the same question by GET, which caches answer.{advice}"
        )
        headers = {"Retry-After": str(budget.reset_seconds), **budget.headers}
        super().__init__(message, code="RATE_LIMITED", status=429, headers=headers)


def limit(caller: Caller, meta: Meta) -> Mapping[str, str]:
    """Count a request and return the headers that say what is left. Raises RateLimitedError, with the status to answer.

    Answers to the public get no such headers, as any cache on the way may show them to somebody else.
    """
    try:
        return _limited(caller, meta)
    except CallerError:
        raise
    except Exception:
        logger.exception("Requests cannot be counted, so everybody is answered.")
        return {}


def _limited(caller: Caller, meta: Meta) -> Mapping[str, str]:
    now = timezone.now()
    if caller.is_anonymous:
        if settings.API_RATE_LIMIT:
            who = f"address:{pseudonym(meta, now=now)}"
            _count(who, policy="public", quota=settings.API_RATE_LIMIT, now=now)
        return {}
    if not settings.API_TOKEN_RATE_LIMIT:
        return {}
    return _count(f"token:{caller.token_id}", policy="token", quota=settings.API_TOKEN_RATE_LIMIT, now=now).headers


def _count(who: str, *, policy: str, quota: int, now: datetime) -> Budget:
    """Count over a window that slides: of the minute before, what is still in sight counts, as if evenly spread."""
    window, elapsed = divmod(now.timestamp(), WINDOW_SECONDS)
    key, before = (f"rates:{who}:{int(window) - ago}" for ago in (0, 1))
    previous, current = cache.get(before, 0), _add_one(key)
    used = current + previous * (1 - elapsed / WINDOW_SECONDS)
    if used > quota:
        # What is refused does not count, so that whoever waits as told is let in. A cache may have dropped the counter.
        with suppress(ValueError):
            cache.decr(key)
        wait = _wait(current=current - 1, previous=previous, excess=used - quota, elapsed=elapsed, quota=quota)
        raise RateLimitedError(Budget(policy=policy, quota=quota, used=quota, reset_seconds=wait))
    reset = math.ceil(WINDOW_SECONDS - elapsed)
    return Budget(policy=policy, quota=quota, used=used, reset_seconds=reset)


def _wait(*, current: int, previous: int, excess: float, elapsed: float, quota: int) -> int:
    """Return the seconds after which one more request fits: in this window, or else in the next."""
    left = WINDOW_SECONDS - elapsed
    if previous and (seconds := excess * WINDOW_SECONDS / previous) <= left:
        return math.ceil(seconds)
    in_next = WINDOW_SECONDS * (1 - (quota - 1) / current) if current >= quota else 0
    return math.ceil(left + in_next)


def _add_one(key: str) -> int:
    cache.add(key, 0, 2 * WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:
        # A cache that is full has dropped the counter again; then nobody is counted rather than anybody refused.
        return 1
