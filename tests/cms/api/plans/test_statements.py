import pytest
from django.db import OperationalError, ProgrammingError, connection

from cms.api.plans.bound import SQL
from cms.api.plans.errors import UnplannedError
from cms.api.plans.statements import run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 100, 101, 250])
def test_parts_are_as_many_as_a_document_has(count: int) -> None:
    """Neither database takes so many arguments of one function."""
    assert run([(SQL(text=str(number), parameters=()), {}) for number in range(count)]) == list(range(count))


def test_what_nests_too_deeply_for_sqlite_is_left_to_the_executor() -> None:
    deep = [(SQL(text="(" * 150 + "1" + ")" * 150), {})]

    if connection.vendor == "sqlite":
        with pytest.raises(UnplannedError):
            run(deep)
    else:
        assert run(deep) == [1]


def test_other_faults_of_the_database_are_not() -> None:
    with pytest.raises(OperationalError if connection.vendor == "sqlite" else ProgrammingError):
        run([(SQL(text="missing()"), {})])
