from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from cms.api.context import Context
from cms.api.execution import Answer
from cms.api.http.answering import Question


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What caches have to know of the answer to a query. Answers to mutations have none."""

    now: datetime
    keys: frozenset[str]
    # Whether it is whole and the same for all the public.
    is_public: bool
    # The state of the content that it is known to be of.
    epoch: int | None
    # What was asked, where nothing else of the request matters when it is asked again.
    question: Question | None


def mark(response: HttpResponse, *, answer: Answer, context: Context, question: Question | None) -> None:
    """Note beside a response to a query what caches have to know."""
    is_public = context.draft is None and context.caller.tier == "public"
    is_whole = response.status_code == 200 and answer.was_executed and not answer.errors  # noqa: PLR2004  HTTP's OK.
    found = Mark(
        now=context.now,
        keys=frozenset(context.keys),
        is_public=is_public and is_whole,
        epoch=answer.epoch,
        question=question,
    )
    response.mark = found  # type: ignore[attr-defined]


def mark_of(response: HttpResponse) -> Mark | None:
    return getattr(response, "mark", None)
