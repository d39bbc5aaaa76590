from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime

from cms.delivery.management.rows import row
from cms.delivery.models import FAILED, IN_DOUBT, Delivery, DeliveryAttempt, DeliveryState

ADVICE = {
    DeliveryState.NEEDS_DECISION: "Look at the account, then: manage.py settle {pk} --posted LINK, or --absent.",
    DeliveryState.UNCONFIRMED: "It is being looked for. If you found it: manage.py settle {pk} --posted LINK.",
    DeliveryState.FAILED: "Change and publish the page, or: manage.py settle {pk} --again, or --skip.",
    DeliveryState.MISSED: "If it still makes sense: manage.py settle {pk} --again; if not: --skip.",
}


def details(delivery: Delivery) -> dict[str, Any]:
    """Return all that is known of a delivery as programs want it."""
    post = delivery.post
    return {
        **row(delivery),
        "account": delivery.account.name,
        "text": post.text,
        "link": post.link,
        "pictures": [{"url": each["url"], "alt_text": each["alt_text"]} for each in post.media],
        "notes": post.notes,
        "not_after": post.not_after.isoformat(timespec="seconds"),
        "permalink": delivery.permalink,
        "advice": advice(delivery),
        "log": [_entry(each) for each in delivery.attempts.all()],
    }


def in_words(delivery: Delivery) -> list[str]:
    """Return the same as people want it."""
    post = delivery.post
    head = f"{delivery.pk}: {post.title} ({delivery.account}, {delivery.get_operation_display()})"
    said = [head, f"{delivery.get_state_display()}, due {localtime(delivery.due_at):%Y-%m-%d %H:%M}"]
    said += [line for line in (delivery.problem, advice(delivery), delivery.permalink) if line]
    said += ["", post.text, ""]
    said += [f"{each['url']}\n  {each['alt_text']}" for each in post.media]
    return [*said, *_log(delivery.attempts.all())]


def advice(delivery: Delivery) -> str:
    known = delivery.state in (*IN_DOUBT, *FAILED)
    return ADVICE[DeliveryState(delivery.state)].format(pk=delivery.pk) if known else ""


def _log(attempts: Iterable[DeliveryAttempt]) -> list[str]:
    return [
        f"{localtime(each.at):%Y-%m-%d %H:%M:%S}  {each.get_step_display()}: {each.outcome}"
        f"{f' - {each.problem}' if each.problem else ''}{f' ({each.worker})' if each.worker else ''}"
        for each in attempts
    ]


def _entry(attempt: DeliveryAttempt) -> dict[str, Any]:
    return {
        "at": attempt.at.isoformat(timespec="seconds"),
        "step": attempt.step,
        "outcome": attempt.outcome,
        "problem": attempt.problem,
        "who": attempt.worker,
    }
