from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.api.lists.cursors import BadCursorError, Position, decode, encode

LIST = "statements.DATE_DESC"
KEYS = st.integers(min_value=1, max_value=2**63 - 1)
MOMENTS = st.datetimes(timezones=st.just(UTC))
# Databases hold neither NUL nor half a surrogate pair, so no list is ever ordered by them.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=255)


def made_by_hand(content: str) -> str:
    return urlsafe_b64encode(content.encode()).decode()


@given(value=st.none() | st.dates(), pk=KEYS)
def test_a_cursor_brings_a_day_back(value: date | None, pk: int) -> None:
    position = Position(value=value, pk=pk)

    assert decode(encode(position, of=LIST), of=LIST, kind=date, argument="after") == position


@given(value=MOMENTS, pk=KEYS)
def test_a_cursor_brings_a_moment_back(value: datetime, pk: int) -> None:
    position = Position(value=value, pk=pk)

    assert decode(encode(position, of=LIST), of=LIST, kind=datetime, argument="after") == position


@given(value=TEXTS, pk=KEYS)
def test_a_cursor_brings_a_text_back(value: str, pk: int) -> None:
    position = Position(value=value, pk=pk)

    assert decode(encode(position, of=LIST), of=LIST, kind=str, argument="after") == position


@given(text=st.text(max_size=300), kind=st.sampled_from([date, datetime, str]))
def test_any_text_is_refused_and_nothing_else_happens(text: str, kind: type) -> None:
    with pytest.raises(BadCursorError):
        decode(text, of=LIST, kind=kind, argument="after")


@pytest.mark.parametrize(
    "content",
    [
        '["statements.DATE_ASC","2026-11-01",1]',
        '["topics.DATE_DESC","2026-11-01",1]',
        f'["{LIST}","2026-11-01",0]',
        f'["{LIST}","2026-11-01",-1]',
        f'["{LIST}","2026-11-01",true]',
        f'["{LIST}","2026-11-01",1.0]',
        f'["{LIST}","2026-11-01","1"]',
        f'["{LIST}","2026-11-01",{2**63}]',
        f'["{LIST}","2026-11-01",{10**30}]',
        f'["{LIST}","2026-11-01T00:00:00",1]',
        f'["{LIST}","",1]',
        f'["{LIST}",7,1]',
        f'["{LIST}",[],1]',
        f'["{LIST}","2026-11-01"]',
        f'["{LIST}","2026-11-01",1,1]',
        '{"a":1,"b":2,"c":3}',
        "null",
        "7",
        "[" * 1400,
    ],
)
def test_a_cursor_that_no_list_gave_out_is_refused(content: str) -> None:
    with pytest.raises(BadCursorError):
        decode(made_by_hand(content), of=LIST, kind=date, argument="after")


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-01T00:00:00", "2026-11-01"]
)
def test_a_moment_outside_the_calendar_or_without_an_offset_is_refused(value: str) -> None:
    with pytest.raises(BadCursorError):
        decode(made_by_hand(f'["{LIST}","{value}",1]'), of=LIST, kind=datetime, argument="before")


@pytest.mark.parametrize("value", ["a\\u0000b", "\\ud800"])
def test_a_text_that_no_database_holds_is_refused(value: str) -> None:
    with pytest.raises(BadCursorError):
        decode(made_by_hand(f'["{LIST}","{value}",1]'), of=LIST, kind=str, argument="after")


def test_a_cursor_longer_than_any_is_refused() -> None:
    with pytest.raises(BadCursorError):
        decode("A" * 2001, of=LIST, kind=str, argument="after")
