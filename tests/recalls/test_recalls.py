"""A lot that is taken back: it sells no more, and exactly those who have of it are told."""

import random
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import orders, recalls, returns, stock
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.jobs import Job
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.recalls import Asked, Ground, RecallNotice, Remedy
from marketplace.recalls.errors import CodeTypedWrong, RecalledAlready, RecallNotFound, RecallUnexplained
from marketplace.returns import ClaimKind, Reason, Wish
from marketplace.returns.errors import PhotoMissing, TooLate
from marketplace.sellers import DeliveryKind
from marketplace.stock.models import Lot
from tests import factories
from tests.statements import counted
from tests.work import queued_mails, work

BAD, GOOD = "L-BAD", "L-GOOD"
ASKED = Asked(Ground.QUALITY, Remedy.DISCARD, "Một số hũ lên men sớm.", BAD)


@pytest.fixture
def product(app: Flask) -> Product:
    """Goods with two lots; the bad one expires first and is sold first."""
    product = factories.product(left=0)
    factories.lot(product.variants[0], 12, code=BAD, best_before_in_days=30)
    factories.lot(product.variants[0], 40, code=GOOD, best_before_in_days=300)
    return product


def lot(code: str = BAD) -> Lot:
    return db.session.scalars(select(Lot).where(Lot.code == code)).one()


def started(asked: Asked = ASKED) -> recalls.Recall:
    with transaction():
        return recalls.start(
            stock.get_lot_of(lot().variant.product.seller_id, lot().ref, lock=True), asked, by_id=factories.user().id
        )


def told(recall: recalls.Recall) -> dict[int, int]:
    rows = db.session.execute(
        select(RecallNotice.order_id, RecallNotice.units).where(RecallNotice.recall_id == recall.id)
    )
    return {row.order_id: row.units for row in rows}


def advance(order: Order, until: str) -> None:
    """Let an order go on so far, as its shop and carrier would."""
    if until == "cancelled":
        orders.cancel(order, by=None, role=ActorRole.SELLER, reason="sold_out")
    if until in ("packed", "shipped", "delivered"):
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
    if until in ("shipped", "delivered"):
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN2611773")
    if until == "delivered":
        orders.deliver(order, by=None, role=ActorRole.SELLER)
    db.session.flush()


@pytest.mark.parametrize("seed", range(4))
def test_a_recall_reaches_exactly_those_who_were_sent_units_of_the_lot(product: Product, seed: int) -> None:
    """Whatever the orders took and however far they are, against the book of stock read row by row."""
    dice = random.Random(seed)
    for _ in range(8):
        order = factories.order(product, quantity=dice.randint(1, 4))
        advance(order, dice.choice(("placed", "packed", "shipped", "delivered", "cancelled")))
    wanted = {}
    for order in db.session.scalars(select(Order)):
        held = sum(stock.lots_held(line.id).get(lot().id, 0) for line in order.lines)
        if held and order.state in (OrderState.SHIPPED, OrderState.DELIVERED):
            wanted[order.id] = held
    recall = started()
    assert told(recall) == wanted
    assert recalls.reach_of(lot()).orders == len(wanted)
    work(recalls.RECALL_LETTERS)
    assert told(recall) == wanted, "the second look finds nobody twice"
    assert recalls.progress_of(recall).told == len(wanted)


def test_sales_stop_at_once_and_what_is_not_sent_leaves_from_another_lot(product: Product) -> None:
    waiting = factories.order(product, quantity=2)
    advance(waiting, "packed")
    started()
    assert stock.left_of([product.variants[0].id]) == {product.variants[0].id: 40}
    with pytest.raises(orders.errors.LotRecalled):
        orders.ship(waiting, by=None, carrier="Bưu điện", tracking_number="VN2611773")


def test_what_a_shop_brings_or_lays_out_itself_is_not_handed_over_either(product: Product) -> None:
    brought, laid_out, fetched = (factories.order(product) for _ in range(3))
    for order in (brought, laid_out, fetched):
        advance(order, "packed")
    brought.delivery_kind = DeliveryKind.LOCAL
    for order, code in ((laid_out, "111111"), (fetched, "222222")):
        order.delivery_kind, order.pickup_code = DeliveryKind.PICKUP, code
    orders.set_out(laid_out, by=None)
    db.session.flush()
    started()
    with pytest.raises(orders.errors.LotRecalled):
        orders.set_out(brought, by=None)
    for order in (laid_out, fetched):
        with pytest.raises(orders.errors.LotRecalled):
            orders.hand_out(order.seller_id, order.number, str(order.pickup_code), by=None)
    assert {order.state for order in (brought, fetched)} == {OrderState.PACKED}


def test_an_order_that_left_in_the_moment_of_the_recall_is_told_by_the_job(product: Product) -> None:
    order = factories.order(product, quantity=1)
    advance(order, "packed")
    recall = started()
    orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN1", role=ActorRole.SYSTEM)
    db.session.flush()
    work(recalls.RECALL_LETTERS)
    assert told(recall) == {order.id: 1}
    again = [job for job in db.session.scalars(select(Job).where(Job.finished_at.is_(None))) if "recall" in job.payload]
    assert [job.kind for job in again] == [recalls.RECALL_LETTERS], "a worker looks once more"


def test_each_buyer_gets_one_letter_that_says_what_to_do(product: Product) -> None:
    orders_sent = [factories.delivered(product, quantity=1) for _ in range(2)]
    for number, order in enumerate(orders_sent):
        order.purchase.email = f"khach{number}@vidu.example"
    db.session.flush()
    started()
    work(recalls.RECALL_LETTERS)
    letters = [mail for mail in queued_mails() if "bị thu hồi" in mail.subject]
    assert sorted(mail.recipient for mail in letters) == ["khach0@vidu.example", "khach1@vidu.example"]
    for part in ("lô L-BAD", "Một số hũ lên men sớm.", "Đừng ăn, đừng dùng", "/don/"):
        assert part in letters[0].body


def test_it_takes_eight_statements_however_many_have_bought(product: Product) -> None:
    for _ in range(6):
        factories.delivered(product, quantity=1)
    by = factories.user()
    found = stock.get_lot_of(product.seller_id, lot().ref)
    with transaction(), counted() as statements:
        recalls.start(found, ASKED, by_id=by.id)
    assert len(statements) <= 8, statements


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(Ground.LABEL, Remedy.DISCARD, " ", BAD), RecallUnexplained),
        (Asked(Ground.LABEL, Remedy.DISCARD, "Sai hạn.", GOOD), CodeTypedWrong),
        (Asked(Ground.LABEL, Remedy.DISCARD, "Sai hạn.", ""), CodeTypedWrong),
    ],
)
def test_without_a_reason_or_the_code_nothing_happens(product: Product, asked: Asked, why: type[Exception]) -> None:
    with pytest.raises(why):
        started(asked)
    assert not lot().is_recalled


def test_a_lot_is_taken_back_once(product: Product) -> None:
    started(Asked(Ground.HARMFUL, Remedy.SEND_BACK, "Có mảnh vỡ.", BAD.lower()))
    with pytest.raises(RecalledAlready):
        started()


def test_what_was_recalled_is_claimed_without_proof_and_long_after(product: Product) -> None:
    order = factories.delivered(product, quantity=1)
    asked = returns.Asked(ClaimKind.CLAIM, {order.lines[0].id: 1}, Reason.SPOILED, Wish.MONEY)
    with pytest.raises(PhotoMissing):
        returns.open_claim(order, asked, by=None)
    with pretending(now() + returns.terms_of().keep * 3):
        with pytest.raises((TooLate, PhotoMissing)):
            returns.open_claim(order, asked, by=None)
        started()
        with pytest.raises(TooLate):
            returns.open_claim(order, replace(asked, kind=ClaimKind.RETURN, reason=Reason.CHANGED_MIND), by=None)
        claim = returns.open_claim(order, asked, by=None)
    assert claim.worth_vnd >= order.lines[0].price_vnd


def test_a_buyer_says_that_they_have_read_it(product: Product) -> None:
    order, other = factories.delivered(product, quantity=1), factories.order(product, quantity=1)
    recall = started()
    recalls.confirm_read(order)
    recalls.confirm_read(order)
    assert recalls.progress_of(recall).read == 1
    with pytest.raises(RecallNotFound):
        recalls.confirm_read(other)
