from datetime import UTC, datetime

from cms.api.caching.entries import OVERHEAD, Entry
from cms.api.caching.store import Store

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def entry(size: int = 1000) -> Entry:
    return Entry(content=b"x" * (size - OVERHEAD), headers=(), etag='"x"', since=NOW, until=NOW)


def test_what_is_put_in_is_there() -> None:
    store, kept = Store(100_000), entry(3000)
    store.put(b"a", kept, epoch=1)

    assert store.get(b"a", epoch=1) is kept
    assert store.get(b"b", epoch=1) is None


def test_another_epoch_has_nothing_of_this_one() -> None:
    store = Store(100_000)
    store.put(b"a", entry(3000), epoch=2)

    assert store.get(b"a", epoch=1) is None
    assert store.get(b"a", epoch=3) is None


def test_a_later_epoch_frees_what_the_one_before_took() -> None:
    store = Store(100_000)
    store.put(b"a", entry(3000), epoch=1)
    store.put(b"b", entry(4000), epoch=2)
    store.put(b"a", entry(3000), epoch=1)

    assert store.bytes == 4000
    assert store.get(b"a", epoch=1) is None


def test_what_was_used_longest_ago_makes_room() -> None:
    store = Store(30_000)
    for key in (b"a", b"b", b"c"):
        store.put(key, entry(3_700), epoch=1)
    store.get(b"a", epoch=1)
    for number in range(6):
        store.put(str(number).encode(), entry(3_700), epoch=1)

    assert store.bytes <= 30_000
    assert store.get(b"b", epoch=1) is None
    assert store.get(b"a", epoch=1) is not None


def test_an_answer_that_would_crowd_out_the_others_is_not_kept() -> None:
    store = Store(10_000)
    store.put(b"a", entry(5_000), epoch=1)

    assert store.bytes == 0


def test_putting_again_takes_no_more_room() -> None:
    store = Store(100_000)
    store.put(b"a", entry(3000), epoch=1)
    store.put(b"a", entry(3500), epoch=1)

    assert store.bytes == 3500
