from collections.abc import Iterator
from time import monotonic

import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.db.models import BigIntegerField, TextField

from cms.api.limits import Deadline, LimitError
from cms.api.plans.bound import SQL, Bound, Marker
from cms.api.plans.prepared import can_prepare
from cms.api.plans.readers import readers
from cms.api.plans.statements import run

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL plans statements ahead."),
]
NUMBER = Bound("number", BigIntegerField())
TEXT = Bound("text", TextField())


def sql(text: str, *bound: Bound, literals: tuple[object, ...] = ()) -> SQL:
    markers = (Marker(each.name, lambda value: value) for each in bound)
    return SQL(text=text, parameters=[*markers, *literals])


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    """Begin and end without readers, so that the one that is there is that of the test."""
    readers.close()
    yield
    readers.close()


def asked(query: str) -> int:
    """Ask on the connection of the reader, which is apart from Django's."""
    reader, _ = readers.take()
    (number,) = reader.driver.execute(query).fetchone()
    readers.give_back(reader)
    return int(number)


def prepared() -> int:
    return asked("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'plan\\_%'")


def test_a_statement_is_prepared_once() -> None:
    part = sql("%s::bigint + 1", NUMBER)
    before = prepared()

    assert [run([(part, {"number": number})]) for number in (1, 10**12)] == [[2], [10**12 + 1]]
    assert can_prepare()
    assert prepared() == before + 1


def test_each_part_has_its_own_values() -> None:
    part = sql("%s::bigint + 1", NUMBER)

    assert run([(part, {"number": 1}), (part, {"number": 5})]) == [2, 6]


@pytest.mark.parametrize("value", ["100 %", "%s", "'", "\\", '"', "$1", "", None])
def test_values_and_literals_come_back_as_they_were(value: str | None) -> None:
    part = sql("json_build_array(%s::text, %s::text, '100 %%')", TEXT, literals=(value,))

    assert run([(part, {"text": value})]) == [[value, value, "100 %"]]


def test_a_value_with_the_character_nul_is_refused_rather_than_cut_off() -> None:
    with pytest.raises(DataError):
        run([(sql("to_json(%s::text)", TEXT), {"text": "a\0b"})])


def test_errors_are_those_of_django() -> None:
    with pytest.raises(DataError):
        run([(sql("1 / %s::bigint", NUMBER), {"number": 0})])

    assert run([(sql("1 / %s::bigint", NUMBER), {"number": 1})]) == [1]


def test_within_a_transaction_an_error_is_left_to_it() -> None:
    with transaction.atomic():
        assert not can_prepare()


def test_a_connection_that_the_server_ended_is_replaced() -> None:
    part = sql("%s::bigint + 1", NUMBER)
    run([(part, {"number": 1})])
    process = asked("SELECT pg_backend_pid()")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])

    assert run([(part, {"number": 2})]) == [3]
    assert asked("SELECT pg_backend_pid()") != process


def test_a_statement_that_takes_too_long_is_cancelled() -> None:
    began = monotonic()

    with pytest.raises(OperationalError), Deadline(0.2) as deadline:
        run([(sql("%s::bigint + length(pg_sleep(60)::text)", NUMBER), {"number": 1})])

    assert deadline.was_missed
    assert monotonic() - began < 10
    assert run([(sql("%s::bigint + 1", NUMBER), {"number": 2})]) == [3]


def test_no_statement_begins_after_the_deadline() -> None:
    with Deadline(-1) as deadline, pytest.raises(LimitError):
        run([(sql("%s::bigint + 1", NUMBER), {"number": 1})])

    assert deadline.was_missed


def test_what_a_transaction_has_changed_is_read_on_its_connection() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE changed ON COMMIT DROP AS SELECT 7 AS number")

        assert run([(sql("%s::bigint + (SELECT number FROM changed)", NUMBER), {"number": 1})]) == [8]
