from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.utils import translation

from cms.api.context import Context
from cms.api.execution import Answer
from cms.api.http.answering import Question, answer
from cms.api.source import context_for
from cms.api.tokens import ANONYMOUS
from cms.api.tokens import limit as limit_rate

MAXIMUM_QUESTIONS = 1_000
# Longer ones are seldom asked twice.
MAXIMUM_TEXT = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A request of the public that was answered before, and whose answer had to do with the database alone.

    All that is in it was read and checked then. After a change of the content the same requests come again.
    """

    question: Question
    # Those of its answer that stay the same whatever the content.
    headers: Mapping[str, str]

    def answered(self, meta: Mapping[str, Any]) -> tuple[Answer, Context]:
        """Answer it anew. Raises GraphQLError where somebody asks too often, or where it takes too long by now."""
        limit_rate(ANONYMOUS, meta)
        context = context_for(None)
        with translation.override("en"):
            found, _extensions = answer(self.question, caller=ANONYMOUS, context=context)
        return found, context


class Questions:
    """The requests that are known, by their keys; those asked longest ago are forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, Known] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> Known | None:
        with self._lock:
            if key not in self._known:
                return None
            self._known.move_to_end(key)
            return self._known[key]

    def put(self, key: bytes, known: Known) -> None:
        if len(known.question.text) > MAXIMUM_TEXT:
            return
        with self._lock:
            self._known[key] = known
            if len(self._known) > MAXIMUM_QUESTIONS:
                self._known.popitem(last=False)

    def forget(self, key: bytes) -> None:
        with self._lock:
            self._known.pop(key, None)
