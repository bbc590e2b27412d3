"""What is announced in a transaction is handed out before its commit, once, and only if it is going to be committed."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from marketplace import events
from marketplace.database import announce, savepoint, transaction


@dataclass(frozen=True)
class Rain:
    """Something that happens."""

    litres: int


@dataclass(frozen=True)
class Flood:
    """Something that follows."""


@pytest.fixture
def heard(app: Flask) -> Iterator[list[object]]:
    """What the handlers of rain and flood were told."""
    told: list[object] = []

    @events.handles(Rain)
    def measure(happened: list[Rain]) -> None:
        told.append(happened)
        if sum(rain.litres for rain in happened) > 100:
            announce(Flood())

    @events.handles(Flood)
    def warn(happened: list[Flood]) -> None:
        told.append(happened)

    yield told
    for kind in (Rain, Flood):
        del events._handlers[kind]


def test_everything_of_a_kind_is_handed_out_together_at_the_end(heard: list[object]) -> None:
    with transaction():
        announce(Rain(1))
        announce(Rain(2))
        assert heard == []
    assert heard == [[Rain(1), Rain(2)]]


def test_what_a_handler_announces_is_handed_out_as_well(heard: list[object]) -> None:
    with transaction():
        announce(Rain(200))
    assert heard == [[Rain(200)], [Flood()]]


def test_what_is_rolled_back_never_happened(heard: list[object]) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        announce(Rain(1))
        raise ZeroDivisionError
    with transaction():
        announce(Rain(2))
    assert heard == [[Rain(2)]]


def test_a_part_that_was_undone_is_not_told(heard: list[object]) -> None:
    with transaction():
        announce(Rain(1))
        with pytest.raises(ZeroDivisionError), savepoint():
            announce(Rain(2))
            raise ZeroDivisionError
        announce(Rain(3))
    assert heard == [[Rain(1), Rain(3)]]


def test_a_handler_that_fails_undoes_the_transaction(app: Flask, heard: list[object]) -> None:
    @events.handles(Rain)
    def fail(_happened: list[Rain]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction():
        announce(Rain(1))


def test_nobody_hears_of_what_happens_outside_of_a_transaction(heard: list[object]) -> None:
    announce(Rain(1))
    with transaction():
        pass
    assert heard == []
