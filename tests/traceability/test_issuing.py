"""Rolls of stamps, scans and reports."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from marketplace import traceability
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.stock.models import Lot
from marketplace.traceability import StampStatus, stamps
from marketplace.traceability.errors import StampCountRefused, StampReportHandled, StampUnknown
from marketplace.traceability.models import Stamp, StampScan
from tests import factories


@pytest.fixture
def lot(app: Flask) -> Lot:
    return factories.lot(factories.product(left=0).variants[0], 50)


def codes_of(lot: Lot) -> list[str]:
    return list(db.session.scalars(select(Stamp.code).where(Stamp.lot_id == lot.id).order_by(Stamp.number)))


def test_a_roll_is_numbered_on_and_every_code_is_different(lot: Lot) -> None:
    assert traceability.issue_stamps(lot, 1_500) == range(1, 1_501)
    assert traceability.issue_stamps(lot, 3) == range(1_501, 1_504)
    assert len(set(codes_of(lot))) == 1_503


@pytest.mark.parametrize("count", [-1, 0, 1_000_001])
def test_a_number_of_stamps_that_nobody_means_is_refused(lot: Lot, count: int) -> None:
    with pytest.raises(StampCountRefused):
        traceability.issue_stamps(lot, count)
    assert codes_of(lot) == []


def test_a_code_that_is_taken_is_drawn_again(lot: Lot) -> None:
    taken, fresh = traceability.new_code(), traceability.new_code()
    drawn: Iterator[str] = iter([taken, taken, fresh])
    traceability.issue_stamps(lot, 1, draw_code=lambda: taken)
    traceability.issue_stamps(lot, 1, draw_code=lambda: next(drawn))
    assert codes_of(lot) == [taken, fresh]


def test_a_stamp_once_voided_stays_so(lot: Lot) -> None:
    stamp = factories.stamp(lot)
    traceability.void(stamp)
    since = stamp.voided_at
    traceability.void(stamp)
    assert (stamp.voided_at, traceability.get_trace(stamp.code).status) == (since, StampStatus.VOID)


def test_scans_are_counted_by_day(lot: Lot) -> None:
    stamp = factories.stamp(lot)
    assert traceability.scans_of(stamp).are_new
    with pretending(now() - timedelta(days=2)):
        traceability.count_scan(stamp.code)
    for _ in range(3):
        traceability.count_scan(stamp.code)
    scans = traceability.scans_of(stamp)
    assert (scans.times, scans.first_on, scans.are_new) == (4, today() - timedelta(days=2), False)
    assert db.session.scalar(select(func.count()).select_from(StampScan)) == 2


def test_the_first_scan_of_all_is_told_apart(lot: Lot) -> None:
    stamp = factories.stamp(lot)
    traceability.count_scan(stamp.code)
    assert traceability.scans_of(stamp).are_new


def test_a_code_of_no_stamp_is_not_counted(app: Flask) -> None:
    with pytest.raises(StampUnknown, match="Không có tem này trong sổ"):
        traceability.count_scan(stamps.new_code())


def test_a_report_is_closed_once_and_the_phone_number_is_forgotten(lot: Lot) -> None:
    told = traceability.report(factories.stamp(lot).code, what="Nhãn mờ", phone="+84912345678")
    operator = factories.user("Vận hành")
    traceability.handle(told, by=operator)
    assert (told.phone, told.handled_by) == ("", operator)
    with pytest.raises(StampReportHandled):
        traceability.handle(told, by=operator)


def test_a_report_may_name_a_code_of_no_stamp(app: Flask) -> None:
    told = traceability.report("ABC", what="Tem in mờ")
    assert (told.stamp, told.code) == (None, "ABC")


def test_scans_of_long_ago_are_forgotten_and_those_of_the_last_five_years_not(app: Flask) -> None:
    stamp = factories.stamp()
    for days in (0, 1_825, 1_827, 4_000):
        db.session.add(StampScan(stamp_id=stamp.id, day=today() - timedelta(days=days), times=3))
    db.session.flush()
    assert [traceability.forget_scans(), traceability.forget_scans()] == [2, 0]
    kept = db.session.scalars(select(StampScan.day).order_by(StampScan.day)).all()
    assert kept == [today() - timedelta(days=1_825), today()]


def test_scans_of_every_year_find_their_place(app: Flask) -> None:
    stamp = factories.stamp()
    days = [date(year, 12, 31) for year in (2021, 2026, 2027, 2031, 2060)]
    db.session.add_all(StampScan(stamp_id=stamp.id, day=day) for day in days)
    db.session.flush()
    assert traceability.scans_of(stamp).times == len(days)
    if db.engine.dialect.name == "postgresql":
        parts = "SELECT DISTINCT CAST(CAST(tableoid AS regclass) AS text) FROM stamp_scans"
        assert {"stamp_scans_before", "stamp_scans_later"} < set(db.session.scalars(text(parts)))
