import re
from typing import Any

import pytest

from cms.api.tokens.keys import digest, digests, is_well_formed, new_key

# Each process that runs tests makes another, so tests that are named after it would not be the same.
KEY = new_key()


def test_a_key_can_be_found_by_secret_scanners() -> None:
    assert re.fullmatch(r"cms_[0-9A-Za-z]{49}", new_key())


def test_no_two_keys_are_the_same() -> None:
    assert len({new_key() for _ in range(100)}) == 100


@pytest.mark.parametrize("position", [4, 20, 46, 50, 52])
def test_a_mistyped_key_is_told_without_the_database(position: int) -> None:
    key = new_key()
    other = "a" if key[position] != "a" else "b"

    assert is_well_formed(key)
    assert not is_well_formed(key[:position] + other + key[position + 1 :])


@pytest.mark.parametrize("key", ["", "cms_", "cms_" + "x" * 49, KEY[4:], KEY + "0", KEY[:-1]], ids=len)
def test_what_is_no_key_is_refused(key: str) -> None:
    assert not is_well_formed(key)


def test_what_is_stored_does_not_hold_the_key(settings: Any) -> None:
    key = new_key()

    assert re.fullmatch("[0-9a-f]{64}", digest(key))
    assert digest(key) != digest(new_key())


def test_keys_survive_a_change_of_the_secret(settings: Any) -> None:
    key = new_key()
    before = digest(key)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert digest(key) != before
    assert digests(key) == [digest(key), before]
