from benchmark import report
from benchmark.pages import LIMITS, find_pages
from benchmark.rounds import Costs, Measured, Plan

PLAN = Plan(sizes=(10, 100), rounds=3, seconds=0)
FILLING = {"load_seconds": 2.0, "index_seconds": 4.0, "memory_mib": 90, "statements": dict.fromkeys(LIMITS, 4)}


def costs(*milliseconds: float) -> dict[str, Costs]:
    return {name: Costs(list(milliseconds), [0.0] * len(milliseconds), bytes=20_000) for name in LIMITS}


def measured(large: float) -> Measured:
    return Measured(
        "sqlite", (FILLING, FILLING), costs(1, 2, 3), (costs(1.5, 3, 30), costs(large, 2 * large, 20 * large))
    )


def test_a_ratio_is_the_median_of_its_rounds_so_that_one_bad_round_means_nothing() -> None:
    figures = dict(report.rows(measured(1.6)))["listing"]
    assert str(figures[2]) == "1.50 ≤ 1.6"


def test_a_page_that_grows_with_the_catalogue_is_marked() -> None:
    assert not report.is_exceeded(measured(1.6), PLAN)
    assert report.is_exceeded(measured(3.0), PLAN)
    assert "2.00 ≤ 1.2 !" in report.table(measured(3.0), PLAN)


def test_the_fiftieth_page_is_reached_by_the_links_a_shopper_follows() -> None:
    def read(path: str) -> str:
        number = int(path.rpartition("=")[2]) if "=" in path else 1
        return f'<a href="/p/jar">…</a> <a rel="next" href="/c/mat-ong?a=1&amp;sau={number + 1}">…</a>'

    pages = find_pages(read)
    assert pages["listing, page 50"] == "/c/mat-ong?a=1&sau=50"
    assert pages["product"] == "/p/jar"
