from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from cms.delivery.models import Delivery, DeliveryQuerySet

Row = dict[str, Any]
COLUMNS = ("number", "channel", "locale", "operation", "state", "due", "title")
EMPTY = "Nothing waits, and nothing needs a person."


def waiting(*, channel: str) -> DeliveryQuerySet:
    """Return what is not over, and what ended so that a person has to look."""
    open_or_failed = Delivery.objects.open() | Delivery.objects.needing_people()
    found = open_or_failed.filter(channel=channel) if channel else open_or_failed
    return found.select_related("post").order_by("due_at", "pk")


def row(delivery: Delivery) -> Row:
    """Return a delivery as programs want it."""
    return {
        "number": delivery.pk,
        "channel": delivery.channel,
        "locale": delivery.locale,
        "operation": delivery.operation,
        "state": delivery.state,
        "due": delivery.due_at.isoformat(timespec="seconds"),
        "title": delivery.post.title,
        "problem": delivery.problem,
    }


def table(deliveries: Iterable[Delivery]) -> list[str]:
    """Return deliveries as people want them, with what is the matter below each."""
    rows = [{**row(each), "due": _clock(each.due_at)} for each in deliveries]
    if not rows:
        return [EMPTY]
    widths = {name: max(len(name), *(len(str(each[name])) for each in rows)) for name in COLUMNS}
    lines = [_line(dict(zip(COLUMNS, COLUMNS, strict=True)), widths)]
    for each in rows:
        lines.append(_line(each, widths))
        if each["problem"]:
            lines.append(f"{'':{widths['number']}}  {each['problem']}")
    return lines


def _line(values: Row, widths: dict[str, int]) -> str:
    return "  ".join(f"{values[name]!s:<{width}}" for name, width in widths.items()).rstrip()


def _clock(moment: datetime) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}"
