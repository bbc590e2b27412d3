from benchmark import report
from benchmark.limits import ROWS
from benchmark.rounds import Costs, Measured, Plan

PLAN = Plan(sizes=(10, 100), rounds=3, seconds=0)
FILLING = {"load_seconds": 2.0, "index_seconds": 4.0, "memory_mib": 90, "statements": dict.fromkeys(ROWS, 4)}


def costs(*milliseconds: float) -> dict[str, Costs]:
    return {name: Costs(list(milliseconds), [0.0] * len(milliseconds), bytes=20_000) for name in ROWS}


def measured(large: float = 0.4, *, old: dict[str, Costs] | None = None) -> Measured:
    shops = [costs(0.4, 0.8, 30), costs(large, 2 * large, 20 * large)]
    return Measured("sqlite", [FILLING, FILLING], costs(1, 2, 3), shops, old, {"10 goods": [(150.0, 120.0)]})


def test_a_ratio_is_the_median_of_its_rounds_so_that_one_bad_round_means_nothing() -> None:
    assert str(dict(report.rows(measured()))["listing"]["× floor"]) == "0.40 ≤ 0.5"


def test_a_page_that_grows_with_the_catalogue_is_marked() -> None:
    assert not report.is_exceeded(measured(), PLAN)
    assert report.is_exceeded(measured(3.0), PLAN)
    assert "7.50 ≤ 1.2 !" in report.table(measured(3.0), PLAN)


def test_another_build_is_shown_beside_this_one_with_the_ratio_that_is_allowed() -> None:
    lines = dict(report.rows(measured(old=costs(0.8, 1.6, 60))))
    assert str(lines["product, first time"]["÷ other"]) == "0.50 ≤ 0.4 !"
    assert str(lines["product"]["÷ other"]) == "0.50"


def test_a_basket_is_compared_with_the_same_page_without_one() -> None:
    lines = dict(report.rows(measured()))
    assert {name for name, line in lines.items() if "× without" in line} == {name for name in ROWS if ROWS[name].plain}
    assert str(lines["listing, with a basket"]["× without"]) == "1.00 ≤ 1.3"


def test_the_memory_of_every_process_is_shown() -> None:
    assert "150.00" in report.table(measured(), PLAN).splitlines()[-1]
