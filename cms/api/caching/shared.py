import logging
from datetime import datetime
from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.cache import cache as django_cache

from cms.api.caching.entries import Entry
from cms.database import database

logger = logging.getLogger(__name__)

MAXIMUM_SECONDS = 60 * 60
# What stands in answers or their headers, and what decides whether there is an answer.
DECIDING = (
    "GRAPHQL_CORS_ORIGINS",
    "GRAPHQL_DOCUMENTS",
    "GRAPHQL_INTROSPECTION",
    "GRAPHQL_LIMITS",
    "GRAPHQL_MANIFESTS",
    "MEDIA_URL",
    "PUBLIC_URL",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SECURE_HSTS_SECONDS",
    "SECURE_REFERRER_POLICY",
    "STORAGES",
)
SOURCES = (Path(__file__).parents[2], Path(__file__).parents[3] / "home", Path(__file__).parents[3] / "publications")


class SharedStore:
    """The answers that other processes made, in Redis where there is one. Without it, nothing is shared."""

    def get(self, key: bytes, *, epoch: int) -> Entry | None:
        if not _is_shared():
            return None
        try:
            found: Entry | None = django_cache.get(_name(key, epoch))
        except Exception:
            logger.exception("The shared cache does not answer, so this process answers by itself.")
            return None
        return found

    def put(self, key: bytes, entry: Entry, *, epoch: int, now: datetime) -> None:
        if not _is_shared():
            return
        seconds = min(MAXIMUM_SECONDS, (entry.until - now).total_seconds())
        try:
            django_cache.set(_name(key, epoch), entry, seconds)
        except Exception:
            logger.exception("The shared cache does not answer, so this answer stays in its process.")


def _is_shared() -> bool:
    # What a transaction sees before it is committed is for nobody else.
    return bool(settings.REDIS_URL) and not database().in_atomic_block


def _name(key: bytes, epoch: int) -> str:
    return f"graphql:{release()}:{epoch}:{key.hex()}"


@cache
def release() -> str:
    """Name what makes answers: the schema, the code and the settings that say which answers there are.

    During an update, old and new processes run side by side, and what the new ones refuse the old ones may have kept.
    """
    digest = blake2b(repr([getattr(settings, name) for name in DECIDING]).encode(), digest_size=10)
    for path in sorted(chain.from_iterable(folder.rglob("*.py") for folder in SOURCES)):
        digest.update(path.read_bytes())
    return digest.hexdigest()
