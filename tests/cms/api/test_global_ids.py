from base64 import urlsafe_b64encode
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.api.global_ids import BadIDError, GlobalID, key_of
from publications.models import StatementPage, Topic


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@given(name=st.from_regex(r"[A-Z][A-Za-z]{0,40}", fullmatch=True), key=st.integers(min_value=0, max_value=2**63 - 1))
def test_an_id_brings_back_what_it_names(name: str, key: int) -> None:
    named = GlobalID(type_name=name, key=key)

    assert GlobalID.parse(str(named)) == named


@given(text=st.text(max_size=80))
def test_any_text_is_an_id_or_refused(text: str) -> None:
    named = None
    with suppress(BadIDError):
        named = GlobalID.parse(text)

    assert named is None or str(named) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "\0",
        "\ud800",
        encoded("StatementPage"),
        encoded("StatementPage:"),
        encoded("StatementPage:-1"),
        encoded("StatementPage:012"),
        encoded("StatementPage:1 "),
        encoded("StatementPage:٣"),
        encoded(f"StatementPage:{2**63}"),
        encoded("Statement Page:1"),
        encoded(":1"),
        encoded("StatementPage:12") + "=",
        "A" * 201,
    ],
)
def test_an_id_that_the_api_never_gave_is_refused(text: str) -> None:
    with pytest.raises(BadIDError):
        GlobalID.parse(text)


def test_the_id_of_another_type_is_refused() -> None:
    statement = str(GlobalID(type_name="StatementPage", key=12))

    assert key_of(statement, model=StatementPage) == 12
    with pytest.raises(BadIDError, match="something else than Topic"):
        key_of(statement, model=Topic)
