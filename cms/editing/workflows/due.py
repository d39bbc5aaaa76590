import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import DraftStateMixin, Page, Revision

log = logging.getLogger(__name__)


def do_what_is_due(now: datetime) -> int:
    """Publish and withdraw what is due, as Wagtail's publish_scheduled does, and return how much was done.

    Each thing is locked and looked at again, so several machines may do this at once, and what cannot be published
    holds up nothing else.
    """
    done = 0
    for due in (*_expired(now), *_to_publish(now)):
        try:
            done += due()
        except Exception:
            log.exception("Something that is due could not be published or withdrawn; it is tried again.")
    return done


def _expired(now: datetime) -> Iterator["partial[bool]"]:
    models: Iterable[Any] = apps.get_models()
    for model in models:
        # Specific pages are rows of Page too.
        if issubclass(model, DraftStateMixin) and (model is Page or not issubclass(model, Page)):
            due = model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
            yield from (partial(_withdraw, model, pk, now) for pk in due.values_list("pk", flat=True))


def _to_publish(now: datetime) -> Iterator["partial[bool]"]:
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    return (partial(_publish, pk, now) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _withdraw(model: Any, pk: object, now: datetime) -> bool:
    due = model.objects.select_for_update().filter(pk=pk, live=True, expire_at__lt=now).order_by().first()
    if due is None:
        return False
    due.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


@transaction.atomic
def _publish(pk: int, now: datetime) -> bool:
    due = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lt=now).order_by().first()
    if due is None:
        return False
    due.publish(log_action="wagtail.publish.scheduled")
    return True
