import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.signals import request_finished
from django.db import DatabaseError
from django.db.models import Q

from cms.api.tokens.models import Token

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)

# What is still to be written, at most one entry for each token.
_noted: dict[int, datetime] = {}


def note(token: Token, *, now: datetime) -> None:
    """Remember that a token was used, unless that was written less than a minute ago."""
    if token.last_used_at is None or token.last_used_at <= now - EVERY:
        _noted[token.pk] = now


def write_noted(**_signal: Any) -> None:
    """Write when tokens were last used. This follows the answer: reading waits for no writer, and no writer for it."""
    while _noted:
        pk, moment = _noted.popitem()
        unwritten = Q(last_used_at__isnull=True) | Q(last_used_at__lte=moment - EVERY)
        try:
            Token.objects.filter(unwritten, pk=pk).update(last_used_at=moment)
        except DatabaseError:
            # It is only told to people; the next use writes it.
            logger.warning("It could not be written when API token %s was last used.", pk, exc_info=True)


def connect() -> None:
    request_finished.connect(write_noted, dispatch_uid="cms.api.tokens.uses")
