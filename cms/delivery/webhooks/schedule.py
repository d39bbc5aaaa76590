import random
from datetime import datetime, timedelta

# As Standard Webhooks suggests: soon, in case of a hiccup, and then over a day, in case people have to see to it.
DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=8),
    timedelta(hours=9),
)
MAXIMUM_TRIES = len(DELAYS) + 1
# Endpoints that come back must not meet everything at the same moment.
JITTER = 0.2
# No endpoint puts itself off forever.
LONGEST_WAIT = timedelta(hours=24)


def next_try(*, tries: int, now: datetime, retry_after: float | None = None) -> datetime | None:
    """Return when to try again after so many tries, not before the endpoint asked for; None when it was the last."""
    if tries >= MAXIMUM_TRIES:
        return None
    # Jitter only ever adds, so that the last try comes no earlier than the delays say.
    delay = DELAYS[tries - 1] * (1 + JITTER * random.random())  # noqa: S311  Chance, not a secret.
    asked = timedelta(seconds=min(retry_after or 0, LONGEST_WAIT.total_seconds()))
    return now + max(delay, asked)
