import pytest

from cms.api.plans.errors import UnplannedError
from cms.api.plans.shape import Code, Request


def test_what_nests_deeper_than_python_may_is_left_to_the_executor() -> None:
    deep = f"{'(' * 300}item{')' * 300}"

    with pytest.raises(UnplannedError):
        Code().function(deep, of="item")


def test_a_function_knows_what_was_named() -> None:
    code = Code()
    shape = code.function(f"{code.named(str.upper)}(item)", of="item")

    assert shape("a", Request(context=None, variables={})) == "A"
