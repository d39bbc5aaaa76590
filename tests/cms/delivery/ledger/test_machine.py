from collections.abc import Callable

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cms.delivery.models import Delivery
from tests.cms.delivery.ledger.machine import Machine
from tests.cms.delivery.ledger.naive_ledgers import NAIVE

GIVEN = settings(max_examples=80, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
# The same examples each time, and the first failure is enough.
AS_ALWAYS = settings(GIVEN, derandomize=True, phases=[Phase.generate], database=None, report_multiple_bugs=False)


def test_no_order_of_events_has_two_effects(delivery: Delivery) -> None:
    run_state_machine_as_test(Machine, settings=GIVEN)


@pytest.mark.parametrize("naive", NAIVE, ids=lambda naive: naive.__name__)
def test_a_ledger_with_a_rule_less_is_found_out(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch, naive: Callable[[pytest.MonkeyPatch], None]
) -> None:
    naive(monkeypatch)

    # Some of them the constraints of the database find out before readers would.
    with pytest.raises((AssertionError, IntegrityError)):
        run_state_machine_as_test(Machine, settings=AS_ALWAYS)
