"""Whoever writes to a SQLite database takes turns with the others, in the order in which they came."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from marketplace.database import NoAnswer, db, transaction
from marketplace.write_turns import Line, line_of
from tests.running import eventually

CROWD = 12


def test_writers_are_served_in_the_order_in_which_they_came(committed_app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL lets everybody write at once")
    served: list[int] = []
    line = line_of(db.engine)

    def write(number: int) -> None:
        with committed_app.app_context(), transaction():
            served.append(number)

    with ThreadPoolExecutor(CROWD) as crowd, transaction():
        for number in range(CROWD):
            crowd.submit(write, number)
            assert eventually(lambda standing=number + 2: len(line) == standing)
    assert served == list(range(CROWD))


def test_whoever_waits_in_vain_is_told_and_holds_up_nobody() -> None:
    line = Line()

    def write(seconds: float) -> str:
        try:
            with line.turn(seconds):
                return "written"
        except NoAnswer:
            return "told"

    with ThreadPoolExecutor(2) as crowd:
        with line.turn(1):
            hasty, patient = crowd.submit(write, 0.05), crowd.submit(write, 60)
            assert hasty.result() == "told"
        assert patient.result() == "written"
    assert len(line) == 0
