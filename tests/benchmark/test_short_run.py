"""A short run of the benchmark on few goods: every row can be measured, and no page asks more often than it may."""

import pytest

from benchmark import report, rounds
from benchmark.limits import ROWS
from benchmark.rounds import Measured, Place, Plan
from tests.databases import Engine

PLAN = Plan(sizes=(120,), rounds=1, seconds=0, firsts=1, sellers=60, orders=200)


@pytest.fixture(scope="module")
def measured(database: Engine, demo_shop: str, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    place = Place(database, 0, tmp_path_factory.mktemp("benchmark"), print)
    return rounds.measure(place, PLAN, begun=demo_shop)


def test_every_row_is_measured_and_stays_within_its_statements(measured: Measured) -> None:
    lines = dict(report.rows(measured))
    assert set(lines) == set(ROWS)
    asked = {name: line["statements"] for name, line in lines.items()}
    assert {name: str(figure) for name, figure in asked.items() if figure.is_exceeded} == {}
    assert report.table(measured, PLAN).count("\n") > len(ROWS)


def test_an_import_is_measured_with_those_who_buy_meanwhile(measured: Measured) -> None:
    ((_name, line),) = report.imports(measured, PLAN)
    assert {"÷ load+index", "MiB above", "× quiet"} <= line.keys()
    assert min(measured.imported[name] for name in ("seconds", "order_ms", "page_ms")) > 0
