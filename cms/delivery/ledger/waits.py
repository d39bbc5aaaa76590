from datetime import datetime, timedelta

# Longer than the longest single call of a transport (60 s) and its margin; it is renewed between steps.
LEASE = timedelta(minutes=3)
# Containers and uploads are made so long before; Instagram keeps them for a day.
PREPARE_AHEAD = timedelta(minutes=15)
# Nothing pours a backlog over readers.
SPACING = timedelta(minutes=5)
# Until when a post makes sense that has no time of its own, such as the beginning of an event.
WORTH_SENDING = timedelta(hours=6)

PREPARE_DELAYS = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 120, 120, 300, 300, 600, 600, 900, 900))
MAXIMUM_PREPARE_TRIES = len(PREPARE_DELAYS) + 1
MAXIMUM_PUBLISH_TRIES = 5
SHORTEST_REST = timedelta(minutes=1)
# How often an account is looked at again that cannot send, or a quota that is used up.
UNTIL_ACCOUNT_IS_BACK = timedelta(minutes=5)
UNTIL_QUOTA_IS_BACK = timedelta(minutes=30)
UNTIL_PLANNED = timedelta(minutes=1)

# A platform may tell late what it has published. Only so long after the call, and seen so often, nothing is nothing.
ABSENT_AFTER = timedelta(minutes=5)
ABSENT_SIGHTINGS = 2
# With one handle; what is in doubt once more is for a person.
MAXIMUM_DOUBTED_TRIES = 3
# After that a person has to look.
LOOKED_FOR = timedelta(minutes=30)
UNTIL_NEXT_LOOK = timedelta(seconds=30)


def after_try(tries: int, *, now: datetime, asked: float | None = None) -> datetime:
    """Return when to prepare again after so many tries, not before the platform asked for it."""
    delay = PREPARE_DELAYS[min(tries, len(PREPARE_DELAYS)) - 1]
    return now + max(delay, timedelta(seconds=asked or 0))
