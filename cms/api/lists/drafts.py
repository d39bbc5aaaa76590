from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, DateTimeField, Field, QuerySet, TextField, Value
from wagtail.models import Locale, Page

from cms.api.context import Context
from cms.api.lists.collections import Arguments, Collection
from cms.api.lists.cursors import Position
from cms.api.lists.order import Order
from cms.api.lists.slices import Window
from cms.api.visibility import Visibility

COLUMNS: dict[type[date | str], type[Field[Any, Any]]] = {str: TextField, date: DateField, datetime: DateTimeField}


def seeing_draft(context: Context) -> Visibility:
    """Return what a list may show: in a preview also its page, whether it was ever published or not."""
    visibility, draft = context.visibility, context.draft
    if draft is None or draft.pk is None:
        return visibility
    return replace(visibility, previewed=visibility.previewed | {draft.pk})


def draft_in(collection: Collection, arguments: Arguments, context: Context) -> Page | None:
    """Return the draft of a preview where a list with these arguments has it.

    Filters go by what the database has of the page. Of a page that was never saved it has nothing, so it is in those
    lists that are not filtered.
    """
    draft = context.draft
    if draft is None or not isinstance(draft, collection.model()):
        return None
    if draft.pk is None:
        return draft if _is_unsaved_member(draft, collection, arguments, context) else None
    visibility = seeing_draft(context)
    found = collection.queryset(collection.narrowing(arguments), visibility).filter(pk=draft.pk)
    return draft if visibility.pages(found).exists() else None


def _is_unsaved_member(draft: Page, collection: Collection, arguments: Arguments, context: Context) -> bool:
    languages = [arguments["locale"], *arguments.get("fallback", ())] if "locale" in arguments else []
    is_spoken = not languages or draft.locale.language_code in languages
    is_closed = draft.path.startswith(context.visibility.restricted_page_paths)
    return is_spoken and not is_closed and not collection.is_narrowed(arguments)


def with_draft(
    draft: Page, found: Sequence[Any], queryset: QuerySet[Any], *, order: Order, window: Window
) -> list[Any]:
    """Put a draft among what else was found of a list, at the place that its own values give it.

    The database compares, as only it knows how it puts texts in order.
    """
    place = order.position(draft)
    if not _is_within(window, place, order):
        return list(found)
    beside = queryset.filter(pk__in=[page.pk for page in found])
    index = len(found) - beside.filter(order.beyond(place, backwards=window.is_backwards)).count()
    return [*found[:index], draft, *found[index:]]


def _is_within(window: Window, place: Position, order: Order) -> bool:
    """Return whether a place lies between the cursors of a window."""
    if window.after is None and window.before is None:
        return True
    # Any row will do to compare two values.
    value, key = Value(place.value, COLUMNS[order.kind]()), Value(place.pk, BigIntegerField())
    anywhere = Locale.objects.annotate(place_value=value, place_key=key)
    return window.apply(anywhere, replace(order, column="place_value", tie="place_key")).exists()
