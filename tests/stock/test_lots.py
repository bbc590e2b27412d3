"""Logging a lot, what is proposed for it, and mending it."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.gathering import gather
from marketplace.stock import LotFacts
from marketplace.stock.lot_errors import (
    CodeRefused,
    CodeTaken,
    DayAhead,
    EndsBeforePacking,
    LotNotFound,
    LotShort,
    PackedBeforeHarvest,
    PastItsBest,
    QuantityRefused,
)
from marketplace.stock.lots import propose_code
from marketplace.stock.models import Lot
from tests import factories


@pytest.fixture
def honey(app: Flask) -> Variant:
    """A jar that keeps for two years and has no lot yet."""
    return factories.product(left=0, shelf_life_days=730).variants[0]


@pytest.fixture
def owner(app: Flask) -> User:
    return factories.user()


def log(variant: Variant, by: User, *, quantity: int = 80, ref: str = "", **facts: Any) -> Lot:
    told = LotFacts(**({"code": "GL-1", "packed_on": today()} | facts))
    return stock.log_lot(variant, told, quantity=quantity, ref=ref, by_id=by.id)


def test_a_lot_is_on_the_shelf_once_it_is_logged(honey: Variant, owner: User) -> None:
    lot = log(honey, owner, quantity=80)
    assert (lot.on_hand, stock.received_in([lot.id])) == (80, {lot.id: 80})
    assert stock.left_of([honey.id]) == {honey.id: 80}


def test_a_form_that_is_sent_twice_opens_one_lot(honey: Variant, owner: User) -> None:
    first = log(honey, owner, ref="0123456789ab")
    assert log(honey, owner, ref="0123456789ab", code="GL-2") is first
    assert stock.left_of([honey.id]) == {honey.id: 80}


def test_the_reference_of_another_shops_lot_opens_a_lot_of_ones_own(honey: Variant, owner: User) -> None:
    theirs = factories.lot(factories.product(left=0).variants[0], 5)
    theirs.ref = "0123456789ab"
    db.session.flush()
    mine = log(honey, owner, ref="0123456789ab")
    assert mine.id != theirs.id
    assert mine.ref != theirs.ref


@pytest.mark.parametrize(
    ("refusal", "quantity", "facts"),
    [
        (QuantityRefused, 0, {}),
        (QuantityRefused, 100_001, {}),
        (DayAhead, 1, {"packed_on": today() + timedelta(days=1)}),
        (DayAhead, 1, {"harvested_on": today() + timedelta(days=1)}),
        (PackedBeforeHarvest, 1, {"packed_on": today() - timedelta(days=2), "harvested_on": today()}),
        (EndsBeforePacking, 1, {"best_before_on": today() - timedelta(days=1)}),
        (PastItsBest, 1, {"packed_on": date(2020, 1, 1), "best_before_on": date(2022, 1, 1)}),
        (CodeRefused, 1, {"code": "lô số 1"}),
        (CodeRefused, 1, {"code": "G" * 41}),
        (CodeRefused, 1, {"code": "GL/1"}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    honey: Variant, owner: User, refusal: type[DomainError], quantity: int, facts: dict[str, Any]
) -> None:
    with pytest.raises(refusal):
        log(honey, owner, quantity=quantity, **facts)
    assert stock.last_lot_of(honey) is None


def test_a_code_is_given_once_and_the_refusal_names_a_free_one(honey: Variant, owner: User) -> None:
    log(honey, owner, code="GL-7")
    with pytest.raises(CodeTaken) as refused:
        log(honey, owner, code="GL-7")
    assert refused.value.params["free"] == "GL-7-2"


def test_the_first_lot_of_a_pack_is_proposed_from_the_day_and_the_shelf_life(honey: Variant) -> None:
    made_on = today() - timedelta(days=1)
    proposed = stock.propose(honey, made_on)
    assert proposed == LotFacts(f"{made_on:%y%m%d}-1", made_on, None, made_on + timedelta(days=730))


def test_goods_that_do_not_spoil_are_proposed_without_an_end(app: Flask) -> None:
    scarf = factories.product(left=0).variants[0]
    assert stock.propose(scarf, today()).best_before_on is None


def test_the_next_lot_follows_the_one_before(honey: Variant, owner: User) -> None:
    before = today() - timedelta(days=30)
    log(honey, owner, code="GL-1125", harvested_on=before, packed_on=before + timedelta(days=4))
    made_on = today() - timedelta(days=10)
    packed_on = made_on + timedelta(days=4)
    assert stock.propose(honey, made_on) == LotFacts("GL-1126", packed_on, made_on, packed_on + timedelta(days=730))
    assert stock.propose(honey, today()).packed_on == today()  # not in the future, however long it took before
    assert stock.propose(honey, made_on, today()).best_before_on == today() + timedelta(days=730)


@pytest.mark.parametrize(
    ("before", "taken", "proposed"),
    [
        ("GL-1125", (), "GL-1126"),
        ("GL-1125", ("GL-1126", "GL-1127"), "GL-1128"),
        ("LSY-09", (), "LSY-10"),
        ("CP-26C", (), "CP-26C-2"),
        ("251102-1", (), "251129-1"),
        ("GL-0211", (), "GL-2911"),
        ("TRA-1102A", ("TRA-1129A",), "TRA-1129A-2"),
        ("9" * 40, (), f"{today():%y%m%d}-1"),
    ],
)
def test_a_code_goes_on_in_the_manner_of_the_one_before(before: str, taken: tuple[str, ...], proposed: str) -> None:
    lot = Lot(code=before, packed_on=date(2025, 11, 2), harvested_on=None)
    assert propose_code(lot, date(2025, 11, 29), taken) == proposed


def test_mending_keeps_what_stood_there(honey: Variant, owner: User) -> None:
    lot = log(honey, owner, code="GL-1", quantity=80)
    facts = LotFacts("GL-1", today() - timedelta(days=1), None, today() + timedelta(days=30))
    assert stock.mend_lot(lot, facts, received=75, by_id=owner.id)
    assert (lot.packed_on, lot.on_hand) == (today() - timedelta(days=1), 75)
    change = stock.changes_of(lot)[0]
    assert change.before == {"packed_on": today().isoformat(), "best_before_on": None, "received": 80}
    assert change.after["received"] == 75
    assert [row.quantity for row in stock.movements_of(lot, limit=9)] == [-5, 80]


def test_mending_nothing_writes_nothing(honey: Variant, owner: User) -> None:
    lot = log(honey, owner)
    assert not stock.mend_lot(lot, LotFacts("GL-1", today()), received=80, by_id=owner.id)
    assert stock.changes_of(lot) == []


def test_what_is_sold_cannot_have_never_come_in(honey: Variant, owner: User) -> None:
    lot = log(honey, owner, quantity=10)
    factories.purchase((honey, 6))
    lot = stock.get_lot_of(honey.product.seller_id, lot.ref, lock=True)
    with pytest.raises(LotShort):
        stock.mend_lot(lot, LotFacts("GL-1", today()), received=5, by_id=owner.id)
    assert stock.mend_lot(lot, LotFacts("GL-1", today()), received=6, by_id=owner.id)
    assert lot.on_hand == 0


@pytest.mark.parametrize(("typed", "units"), [("80", 80), (" 1.200 ", 1_200), ("1 200", 1_200), ("100000", 100_000)])
def test_a_quantity_is_read_as_people_write_it(typed: str, units: int) -> None:
    assert stock.parse_quantity(typed) == units


@pytest.mark.parametrize("typed", ["", "0", "-3", "tám mươi", "1,5", "100001", "12.5", "80 hũ", "٨٠"])
def test_what_is_no_quantity_is_refused(typed: str) -> None:
    with pytest.raises(QuantityRefused):
        stock.parse_quantity(typed)


def test_lots_are_listed_first_expiring_first_and_the_empty_ones_apart(honey: Variant) -> None:
    for code, days in (("late", 90), ("soon", 5), ("never", None)):
        factories.lot(honey, 5, code=code, best_before_in_days=days)
    factories.lot(honey, 0, code="empty")
    seller_id = honey.product.seller_id
    listed = [lot.code for lot in stock.lots_of_seller(seller_id, emptied=False, limit=9)]
    assert listed == ["soon", "late", "never"]
    assert [lot.code for lot in stock.lots_of_seller(seller_id, emptied=True, limit=9)] == ["empty"]
    assert stock.count_lots(seller_id) == (3, 1)


def test_a_lot_of_another_shop_is_not_there(honey: Variant) -> None:
    lot = factories.lot(honey, 5)
    with pytest.raises(LotNotFound):
        stock.get_lot_of(factories.seller("HTX Khác").id, lot.ref)


@pytest.mark.parametrize(
    ("keeps", "days", "told"),
    [(10, 3, True), (10, 4, False), (25, 7, True), (25, 8, False), (730, 30, True), (730, 31, False), (730, -1, True)],
)
def test_an_end_is_told_in_time_as_the_goods_keep(app: Flask, keeps: int, days: int, told: bool) -> None:
    product = factories.product(left=0, shelf_life_days=keeps)
    lot = factories.lot(product.variants[0], 5, best_before_in_days=days)
    [ending] = gather(stock.expiring(product.seller_id, limit=9))
    assert [(each.ref, each.best_before_on) for each in ending] == ([(lot.ref, lot.best_before_on)] if told else [])
    assert stock.ends_soon(lot) == told


def test_an_empty_lot_is_not_told(app: Flask) -> None:
    product = factories.product(left=0, shelf_life_days=10)
    factories.lot(product.variants[0], 0, best_before_in_days=1)
    assert gather(stock.expiring(product.seller_id, limit=9)) == [[]]
