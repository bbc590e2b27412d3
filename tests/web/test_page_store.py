"""Kept pages take no more memory than they may, keys and facts included."""

from dataclasses import dataclass
from typing import Any

from marketplace.web.page_store import PageStore, size_of


@dataclass(frozen=True)
class Facts:
    name: str
    more: tuple[Any, ...] = ()


def test_what_is_kept_takes_no_more_bytes_than_it_may() -> None:
    store = PageStore(100_000)
    for number in range(1_000):
        store.keep(("page", number), b"x" * 1_000)
        assert store.bytes <= 100_000
    assert store.find(("page", 999)) == b"x" * 1_000
    assert 80 < sum(store.find(("page", number)) is not None for number in range(1_000)) < 100


def test_long_keys_count_as_well() -> None:
    store = PageStore(100_000)
    for number in range(1_000):
        store.keep(("page", f"{number:01000}", Facts("a" * 1_000)), b"x")
    assert sum(store.find(("page", f"{number:01000}", Facts("a" * 1_000))) is not None for number in range(1_000)) < 50


def test_what_was_looked_at_last_stays() -> None:
    store = PageStore(10_000)
    store.keep("popular", b"x" * 1_000)
    for number in range(100):
        store.keep(number, b"x" * 1_000)
        assert store.find("popular")


def test_what_is_larger_than_all_that_may_be_kept_is_not_kept() -> None:
    store = PageStore(1_000)
    store.keep("large", b"x" * 2_000)
    assert store.find("large") is None
    assert store.bytes == 0


def test_things_within_things_count() -> None:
    deep = Facts("a", (Facts("b" * 10_000, ("c" * 10_000, (b"d" * 10_000,))),))
    assert 30_000 < size_of(deep) < 33_000
