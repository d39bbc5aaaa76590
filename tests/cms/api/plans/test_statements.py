import pytest

from cms.api.plans.bound import SQL
from cms.api.plans.statements import run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 100, 101, 250])
def test_parts_are_as_many_as_a_document_has(count: int) -> None:
    """Neither database takes so many arguments of one function."""
    assert run([(SQL(text=str(number), parameters=()), {}) for number in range(count)]) == list(range(count))
