"""Where what can be made anew is kept for a while."""

from typing import Any

# A Redis that is well answers in a few milliseconds; what it holds is made anew in less than this.
REDIS_SECONDS = 0.5
# Without the option Django keeps 300 entries, fewer than there may be senders whose requests are counted.
IN_MEMORY = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}


def caches(redis_url: str) -> dict[str, dict[str, Any]]:
    """Return Django's CACHES: in Redis where there is one, or else in the memory of each process."""
    if not redis_url:
        return {"default": IN_MEMORY}
    timeouts = {"socket_connect_timeout": REDIS_SECONDS, "socket_timeout": REDIS_SECONDS}
    return {"default": {"BACKEND": "cms.cache.OptionalRedisCache", "LOCATION": redis_url, "OPTIONS": timeouts}}
