"""A carrier's table, booked line by line."""

import pytest

from marketplace import audit, cash, spreadsheets
from marketplace.cash.errors import CarrierMissing, ColumnsMissing, NoRemittance, RowUnreadable
from marketplace.cash.models import Custody, Remittance, RemittanceLine
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from tests.cash.tables import delivered, sent, table, take_in
from tests.people import Cast


def custody_of(order: Order) -> Custody:
    custody = cash.custody_of(order.id)
    assert custody
    return custody


def verdict(remittance: Remittance) -> tuple[str, int]:
    (line,) = remittance.lines
    return line.verdict, line.difference_vnd


def test_what_agrees_is_settled(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    remittance = take_in(f"GHN001;;{order.total_vnd};0;{order.total_vnd}")
    assert verdict(remittance) == ("exact", 0)
    assert (custody_of(order).holder, custody_of(order).open_vnd) == ("shop", 0)
    assert cash.count_differences() == {False: 0, True: 0}
    assert audit.check(db.session()) == []


def test_a_fee_that_was_kept_back_is_booked_as_one(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    remittance = take_in(f"GHN001;;{order.total_vnd};20000;{order.total_vnd - 20_000}")
    assert verdict(remittance) == ("fee", 0)
    moved = [(move.kind, move.amount_vnd) for move in custody_of(order).moves]
    assert moved == [("collected", order.total_vnd), ("remitted", order.total_vnd - 20_000), ("fee", 20_000)]
    assert audit.check(db.session()) == []


def test_a_parcel_is_found_by_our_number_too(cast: Cast) -> None:
    order = delivered(cast.seller_a, "VTP-77", carrier="Viettel Post")
    remittance = take_in(f";{order.number.lower()};{order.total_vnd};;", carrier="Viettel Post")
    assert verdict(remittance) == ("exact", 0)
    assert custody_of(order).open_vnd == 0


def test_what_is_missing_stays_with_the_carrier_and_waits_for_a_decision(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    remittance = take_in(f"GHN001;;{order.total_vnd - 30_000};;")
    assert verdict(remittance) == ("short", -30_000)
    assert custody_of(order).open_vnd == 30_000
    assert [line.id for line in cash.differences(claimed=False, limit=9)] == [remittance.lines[0].id]
    assert audit.check(db.session()) == []


def test_what_came_too_much_waits_for_a_decision(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    remittance = take_in(f"GHN001;;{order.total_vnd + 50_000};20000;{order.total_vnd + 30_000}")
    assert verdict(remittance) == ("over", 50_000)
    assert custody_of(order).open_vnd == 0
    assert audit.check(db.session()) == []


def test_a_parcel_that_nobody_knows_waits_for_a_decision(cast: Cast) -> None:
    delivered(cast.seller_a)
    assert verdict(take_in("GHN999;;150.000;;")) == ("unknown", 150_000)


def test_a_parcel_that_is_still_on_the_road_waits_for_a_decision(cast: Cast) -> None:
    order = sent(cast.seller_a)
    assert verdict(take_in(f"GHN001;;{order.total_vnd};;")) == ("not_delivered", order.total_vnd)


def test_a_parcel_that_was_sent_already_is_not_booked_again(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    take_in(f"GHN001;;{order.total_vnd};;")
    again = take_in(f"GHN001;;{order.total_vnd};;", "GHN999;;1000;;")
    assert (again.lines[0].verdict, again.lines[0].difference_vnd) == ("twice", order.total_vnd)
    assert len(custody_of(order).moves) == 2
    assert audit.check(db.session()) == []


def test_a_row_that_stands_twice_in_one_table_is_booked_once(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    row = f"GHN001;;{order.total_vnd};;"
    remittance = take_in(row, row)
    assert [line.verdict for line in remittance.lines] == ["exact", "twice"]
    assert custody_of(order).open_vnd == 0


def test_the_fee_of_a_parcel_without_cash_is_a_difference(cast: Cast) -> None:
    sent(cast.seller_a)
    assert verdict(take_in("GHN001;;0;18000;-18000")) == ("fee", -18_000)


def test_a_row_of_nothing_is_harmless(cast: Cast) -> None:
    assert verdict(take_in("GHN999;;0;0;0")) == ("unknown", 0)
    assert cash.count_differences()[False] == 0


def test_the_same_table_again_changes_nothing(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    row = f"GHN001;;{order.total_vnd - 5_000};;"
    first = take_in(row)
    again = take_in(row)
    assert (again.ref, again.is_repeat) == (first.ref, True)
    assert db.session.query(RemittanceLine).count() == 1
    assert custody_of(order).open_vnd == 5_000


def test_the_same_table_saved_as_a_workbook_changes_nothing(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    first = take_in(f"GHN001;;{order.total_vnd};;")
    heading, row = ["Mã vận đơn", "Tiền thu hộ"], [spreadsheets.Digits("ghn 001"), order.total_vnd]
    book = spreadsheets.write_xlsx([("COD", heading, [row])])
    with transaction():
        again = cash.take_in(cash.read(book), carrier="GHN", filename="cod.xlsx", by_id=None)
    assert (again.ref, again.is_repeat) == (first.ref, True)


def test_money_that_comes_later_settles_what_was_short(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    short = take_in(f"GHN001;;{order.total_vnd - 30_000};;")
    take_in("GHN001;;30000;;")
    assert custody_of(order).open_vnd == 0
    db.session.refresh(short.lines[0])
    assert short.lines[0].outcome == "paid_later"
    assert cash.count_differences()[False] == 0


@pytest.mark.parametrize(
    ("heading", "layout"),
    [
        ("OrderCode;ClientOrderCode;CODAmount;TotalFee", "GHN"),
        ("label_id;partner_id;pick_money;fee", "GHTK"),
        ("ORDER_NUMBER;ORDER_REFERENCE;MONEY_COLLECTION;MONEY_TOTAL_FEE", "Viettel Post"),
    ],
)
def test_the_table_of_a_carrier_that_is_known_names_it_itself(cast: Cast, heading: str, layout: str) -> None:
    order = delivered(cast.seller_a, "ABC1", carrier=layout)
    remittance = take_in(f"ABC1;{order.number};{order.total_vnd};22000", heading=heading, carrier="")
    assert (remittance.carrier, verdict(remittance)) == (layout, ("fee", 0))


def test_a_table_of_anybody_needs_a_carrier(cast: Cast) -> None:
    with pytest.raises(CarrierMissing):
        cash.take_in(cash.read(table("A;;1000;;")), carrier="", filename="a.csv", by_id=None)


def test_titles_above_the_heading_and_sums_below_are_no_parcels() -> None:
    found = cash.read(
        "Bảng kê COD;\nTừ ngày 1;\nVận đơn;COD\nA1;1.250.000\nA2;1,250,000.00\nTổng cộng;2500000".encode()
    )
    assert [(line.tracking, line.paid_vnd) for line in found.lines] == [("A1", 1_250_000), ("A2", 1_250_000)]


@pytest.mark.parametrize(
    ("text", "amount_vnd"),
    [("150000", 150_000), ("150.000đ", 150_000), ("150000.00", 150_000), ("-18.000", -18_000), ("(18.000)", -18_000)],
)
def test_amounts_are_read_as_carriers_write_them(text: str, amount_vnd: int) -> None:
    (line,) = cash.read(f'Vận đơn;Thực nhận\nA1;"{text}"'.encode()).lines
    assert line.paid_vnd == amount_vnd


@pytest.mark.parametrize("text", ["125.00", "mười nghìn", "1,5", "12.5.000"])
def test_an_amount_that_is_not_one_refuses_the_table_and_names_the_row(text: str) -> None:
    with pytest.raises(RowUnreadable) as refused:
        cash.read(f'Vận đơn;Thu hộ\nA1;1000\nA2;"{text}"'.encode())
    assert refused.value.params == {"row": 3, "column": "Thu hộ", "text": text}


def test_a_table_without_parcels_or_amounts_is_refused() -> None:
    with pytest.raises(ColumnsMissing):
        cash.read(b"A;B\n1;2")
    with pytest.raises(NoRemittance):
        cash.read("Vận đơn;Thu hộ\n;1000".encode())
