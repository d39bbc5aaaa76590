from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import pre_page_move

from cms.delivery.webhooks import entry_changes, outbox, page_changes

# Where a page keeps what it was, while it is being saved.
BEFORE = "_before_webhooks"
# These alone are written whenever somebody saves a draft.
OF_DRAFTS = frozenset({"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"})


def before_page(*, instance: Model, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    if isinstance(instance, Page) and not raw and not _is_draft(update_fields) and outbox.is_listening():
        vars(instance)[BEFORE] = page_changes.before_save(instance, now=timezone.now())


def after_page(*, instance: Model, **_kwargs: Any) -> None:
    before = vars(instance).pop(BEFORE, None)
    if isinstance(instance, Page) and before is not None:
        page_changes.after_save(instance, before, now=timezone.now())


def before_page_is_deleted(*, instance: Page, **_kwargs: Any) -> None:
    if outbox.is_listening():
        page_changes.before_delete(instance, now=timezone.now())


def before_page_moves(*, instance: Page, **_kwargs: Any) -> None:
    if outbox.is_listening():
        page_changes.before_move(instance, now=timezone.now())


def before_restriction(*, instance: PageViewRestriction, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and outbox.is_listening():
        page_changes.before_restriction(instance, now=timezone.now())


def after_restriction(*, instance: PageViewRestriction, origin: Any = None, **_kwargs: Any) -> None:
    # A restriction that goes with its page opens nothing.
    if _kind(origin) is PageViewRestriction and outbox.is_listening():
        page_changes.after_restriction(instance, now=timezone.now())


def after_entry(*, sender: type[Model], instance: Model, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and outbox.is_listening():
        entry_changes.record(entry_changes.UPDATED[sender], instance, now=timezone.now())


def before_entry_is_deleted(*, sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    if outbox.is_listening():
        entry_changes.record(entry_changes.DELETED[sender], instance, now=timezone.now())


def connect() -> None:
    def listen(signal: Any, receiver: Callable[..., None], sender: type[Model] | None = None) -> None:
        name = f"webhooks_{receiver.__name__}_{sender.__name__ if sender else ''}"
        signal.connect(receiver, sender=sender, dispatch_uid=name)

    listen(pre_save, before_page)
    listen(post_save, after_page)
    listen(pre_delete, before_page_is_deleted, Page)
    listen(pre_page_move, before_page_moves)
    listen(pre_save, before_restriction, PageViewRestriction)
    # Wagtail saves pages within a transaction, and what closes them within none.
    PageViewRestriction.save = transaction.atomic(PageViewRestriction.save)
    listen(post_delete, after_restriction, PageViewRestriction)
    for model in entry_changes.UPDATED:
        listen(post_save, after_entry, model)
    for model in entry_changes.DELETED:
        listen(pre_delete, before_entry_is_deleted, model)


def _is_draft(update_fields: Any) -> bool:
    return update_fields is not None and OF_DRAFTS.issuperset(update_fields)


def _kind(origin: Any) -> Any:
    """Return the model that somebody deleted: the origin is an object or a queryset."""
    return getattr(origin, "model", type(origin))
