from collections.abc import Callable
from functools import partial
from time import process_time

import pytest

from cms.api.parsing import parse_anew
from tests.benchmarks.api.queries import LIST, text
from tests.cms.api.limits.hostile import HOSTILE
from tests.cms.api.limits.test_hostile import refusals

GOAL = 20
REPETITIONS = 5


@pytest.mark.django_db
def bench_limits() -> None:
    """Print what it costs to refuse hostile documents, beside what it costs to accept a harmless one."""
    parse_anew("{ __typename }")
    harmless = milliseconds(partial(parse_anew, text(LIST.document)))
    times = {hostile.name: milliseconds(partial(refusals, hostile)) for hostile in HOSTILE}

    print(f"\n{'CPU ms':>8}{'harmless ones':>15}{'of the goal':>13}  refused document")
    for name, taken in sorted(times.items(), key=lambda item: -item[1]):
        print(f"{taken:8.2f}{taken / harmless:15.2f}{taken / GOAL:13.2f}  {name}")


def milliseconds(work: Callable[[], object]) -> float:
    """Return the CPU time of the shortest of a few runs, as others on the machine only ever add to it."""
    taken = []
    for _repetition in range(REPETITIONS):
        began = process_time()
        work()
        taken.append(process_time() - began)
    return min(taken) * 1000
