from time import monotonic

import pytest
from django.db import connection
from django.db.utils import OperationalError

from cms.api.limits import Deadline, LimitError

pytestmark = pytest.mark.django_db(transaction=True)

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def ask(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_statement_that_never_ends_is_cancelled_at_the_deadline() -> None:
    ask("SELECT 1")
    began = monotonic()

    with pytest.raises(OperationalError), Deadline(0.2) as deadline:
        ask(ENDLESS)

    assert deadline.was_missed
    assert monotonic() - began < 10
    ask("SELECT 1")


def test_no_statement_begins_after_the_deadline() -> None:
    with Deadline(-1) as deadline, pytest.raises(LimitError) as raised:
        ask("SELECT 1")

    assert deadline.was_missed
    assert raised.value.extensions == {"code": "TIMEOUT"}


def test_what_is_answered_in_time_is_left_alone() -> None:
    with Deadline(60) as deadline:
        ask("SELECT 1")

    assert not deadline.was_missed
