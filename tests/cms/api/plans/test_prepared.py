import pytest
from django.db import DataError, connection, transaction
from django.db.models import BigIntegerField, TextField

from cms.api.plans.bound import SQL, Bound, Marker
from cms.api.plans.prepared import can_prepare
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


def prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'plan\\_%'")
        (count,) = cursor.fetchone()
    return int(count)


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
