from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace import audit, orders, payments, payouts, returns
from marketplace.accounts.models import User
from marketplace.catalogue.models import StorageClass
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer
from marketplace.returns import ClaimKind, ClaimState, Reason, Wish, errors
from marketplace.returns.terms import terms_of
from marketplace.stock.models import Lot
from tests import factories
from tests.returns.claiming import arrived, claim

SHOP = RefundBearer.SHOP


pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def seller_person() -> User:
    return factories.user("Chị chủ")


def later(**time: float) -> object:
    return pretending(now() + timedelta(**time))


def refunds() -> list[Refund]:
    return list(db.session.scalars(select(Refund).order_by(Refund.id)))


def test_a_seller_who_agrees_gives_back_what_the_units_cost(seller_person: User) -> None:
    order = arrived(3)
    told = claim(order, 2)
    assert (told.number, told.worth_vnd) == (f"{order.number}-K1", 200_000)
    returns.agree(told, by=seller_person, words="Xin lỗi anh chị.")
    [refund] = refunds()
    assert (refund.amount_vnd, refund.bearer, refund.lines[0].quantity) == (200_000, "seller", 2)
    assert (told.state, told.given_vnd, order.given_back_vnd) == (ClaimState.SETTLED, 200_000, 200_000)
    assert told.events[-1].refund is refund
    with pytest.raises(errors.ClaimMoved):
        returns.agree(told, by=seller_person)
    assert len(refunds()) == 1


def test_a_whole_parcel_at_fault_gives_the_delivery_fee_back(seller_person: User) -> None:
    order = arrived(2)
    told = claim(order, 2, reason=Reason.NOT_AS_DESCRIBED)
    returns.agree(told, by=seller_person)
    assert refunds()[0].amount_vnd == order.total_vnd


def test_an_offer_is_taken_or_left_to_the_operators(seller_person: User) -> None:
    order = arrived(3)
    told = claim(order, 1)
    for wrong in (0, -5, 100_001):
        with pytest.raises(errors.AmountRefused):
            returns.offer(told, wrong, by=seller_person)
    returns.offer(told, 40_000, by=seller_person, words="Hũ còn ăn được.")
    returns.accept_offer(told, by=None)
    assert [(each.amount_vnd, each.requested_by) for each in refunds()] == [(40_000, seller_person)]
    assert not told.can_appeal

    other = claim(order, 1)
    returns.offer(other, 10_000, by=seller_person)
    returns.decline(other, by=None, role=ActorRole.BUYER, words="")
    assert other.state == ClaimState.ESCALATED


def test_a_refusal_needs_its_reason_and_goes_to_the_operators_who_may_be_asked_once_more(seller_person: User) -> None:
    told, operator = claim(arrived(3), 2), factories.user("Người vận hành")
    with pytest.raises(errors.WordsMissing):
        returns.decline(told, by=seller_person, role=ActorRole.SELLER, words=" ")
    returns.decline(told, by=seller_person, role=ActorRole.SELLER, words="Lúc gửi còn đủ.")
    returns.decide(told, ClaimState.SETTLED, amount_vnd=50_000, bearer=SHOP, by=operator, words="Mỗi bên một phần.")
    assert (told.given_vnd, told.can_appeal) == (50_000, True)
    returns.appeal(told, by=None, words="Thiếu cả hai hũ, có ảnh.")
    with pytest.raises(errors.AmountRefused):
        returns.decide(told, ClaimState.SETTLED, amount_vnd=150_001, bearer=SHOP, by=operator, words="Quá.")
    returns.decide(
        told, ClaimState.SETTLED, amount_vnd=150_000, bearer=SHOP, by=operator, words="Đúng là thiếu cả hai."
    )
    assert [each.amount_vnd for each in refunds()] == [50_000, 150_000]
    with pytest.raises(errors.AppealOver):
        returns.appeal(told, by=None, words="Nữa.")


def test_what_was_decided_is_appealed_in_time_only() -> None:
    told, operator = claim(arrived(1)), factories.user()
    returns.decline(told, by=operator, role=ActorRole.SELLER, words="Không.")
    returns.decide(told, ClaimState.REFUSED, bearer=SHOP, by=operator, words="Ảnh chụp món khác.")
    with later(days=7, minutes=1), pytest.raises(errors.AppealOver):
        returns.appeal(told, by=None, words="Xem lại giúp.")


def test_of_what_comes_back_only_what_came_is_paid_and_restocking_is_a_choice(seller_person: User) -> None:
    order = arrived(3)
    told = claim(order, 3, kind=ClaimKind.RETURN, reason=Reason.NOT_NEEDED)
    assert (told.wish, told.shipping_vnd) == (Wish.MONEY, 0)
    returns.agree(told, by=seller_person)
    returns.send_back(told, by=None, words="Bưu điện VN123")
    [line] = told.lines
    with pytest.raises(errors.ReceivedRefused):
        returns.take_in(told, {line.id: 4}, by=seller_person)
    returns.take_in(told, {line.id: 2}, by=seller_person)
    assert (told.state, told.given_vnd, told.to_restock) == (ClaimState.SETTLED, 200_000, 2)
    lot = db.session.scalars(select(Lot)).one()
    before = lot.on_hand
    with pytest.raises(errors.RestockRefused):
        returns.restock(told, {line.id: 3}, by=seller_person)
    returns.restock(told, {line.id: 1}, by=seller_person)
    db.session.refresh(lot)
    assert (lot.on_hand, told.to_restock) == (before + 1, 1)
    assert audit.check(db.session()) == []


def test_an_exchange_comes_back_and_goes_out_again(seller_person: User) -> None:
    told = claim(arrived(2), 1, kind=ClaimKind.EXCHANGE, reason=Reason.WRONG_CHOICE)
    returns.agree(told, by=seller_person)
    returns.send_back(told, by=None, words="Gửi xe khách")
    returns.take_in(told, {told.lines[0].id: 1}, by=seller_person)
    assert told.state == ClaimState.REPLACING
    returns.send_again(told, by=seller_person, words="Bưu điện VN999")
    assert (told.state, refunds()) == (ClaimState.SETTLED, [])


def test_nothing_in_the_box_is_for_the_operators(seller_person: User) -> None:
    told = claim(arrived(1), 1, kind=ClaimKind.RETURN, reason=Reason.NOT_NEEDED)
    returns.agree(told, by=seller_person)
    returns.send_back(told, by=None, words="VN1")
    returns.take_in(told, {told.lines[0].id: 0}, by=seller_person, words="Thùng rỗng.")
    assert (told.state, refunds()) == (ClaimState.ESCALATED, [])


def test_silence_leaves_it_to_the_operators_and_goods_never_sent_end_it(seller_person: User) -> None:
    order = arrived(3)
    silent, never_sent = claim(order, 1), claim(order, 1, kind=ClaimKind.RETURN, reason=Reason.NOT_NEEDED)
    returns.agree(never_sent, by=seller_person)
    assert returns.pass_overdue() == 0
    with later(hours=24, minutes=1):
        assert returns.pass_overdue() == 1
        assert returns.pass_overdue() == 0
    assert (silent.state, never_sent.state) == (ClaimState.ESCALATED, ClaimState.COMING_BACK)
    with later(days=8):
        assert returns.pass_overdue() == 1
    assert never_sent.state == ClaimState.WITHDRAWN


def test_fresh_goods_are_told_of_within_hours_and_others_within_days() -> None:
    fresh, keeps = arrived(1, storage_class=StorageClass.CHILLED), arrived(1)
    with later(hours=47, minutes=59):
        assert (returns.can_tell(fresh), returns.can_tell(keeps)) == (True, True)
    with later(hours=48):
        assert (returns.can_tell(fresh), returns.can_tell(keeps)) == (False, True)
        with pytest.raises(errors.TooLate, match="Hạn báo đã hết lúc"):
            claim(fresh)
    with later(days=7), pytest.raises(errors.TooLate):
        claim(keeps)


def test_goods_that_are_not_as_described_are_taken_back_whatever_the_shop_says(seller_person: User) -> None:
    product = factories.product()
    returns.set_policy(product.seller_id, takes_back=False, by=seller_person)
    with later(minutes=1):
        order = factories.delivered(product, quantity=2, paying=PaymentMethod.TRANSFER)
        with pytest.raises(errors.MindRefused):
            claim(order, kind=ClaimKind.RETURN, reason=Reason.NOT_NEEDED)
        for reason in (Reason.NOT_AS_DESCRIBED, Reason.MISSING):
            assert claim(order, reason=reason).state == ClaimState.OPEN


def test_a_promise_of_the_day_of_the_sale_holds_though_the_shop_stops_taking_back(seller_person: User) -> None:
    order = arrived(1)
    with later(minutes=5):
        returns.set_policy(order.seller_id, takes_back=False, by=seller_person)
        assert claim(order, kind=ClaimKind.RETURN, reason=Reason.NOT_NEEDED).state == ClaimState.OPEN


def test_nothing_fresh_goes_back_because_of_a_change_of_mind() -> None:
    order = arrived(1, storage_class=StorageClass.FROZEN)
    with pytest.raises(errors.MindRefused):
        claim(order, kind=ClaimKind.RETURN, reason=Reason.CHANGED_MIND)


@pytest.mark.parametrize(
    ("quantity", "reason", "refusal"),
    [
        (4, Reason.MISSING, errors.TooManyUnits),
        (0, Reason.MISSING, errors.NothingChosen),
        (-1, Reason.MISSING, errors.TooManyUnits),
        (1, None, errors.ReasonRefused),
        (1, Reason.NOT_NEEDED, errors.ReasonRefused),
        (1, Reason.BROKEN, errors.PhotoMissing),
    ],
)
def test_what_cannot_be_told_of_is_refused(quantity: int, reason: Reason, refusal: type[Exception]) -> None:
    order = arrived(3)
    with pytest.raises(refusal):
        claim(order, quantity, reason=reason)
    assert returns.claims_of_orders([order.id]) == []


def test_a_unit_is_told_of_once() -> None:
    order = arrived(2)
    first = claim(order, 1)
    with pytest.raises(errors.TooManyUnits):
        claim(order, 2)
    claim(order, 1)
    with pytest.raises(errors.ToldAlready):
        claim(order, 1)
    returns.withdraw(first, by=None)
    assert claim(order, 1).number.endswith("-K3")


def test_telling_of_a_parcel_on_the_road_says_that_it_has_come() -> None:
    order = factories.order(factories.product(), paying=PaymentMethod.TRANSFER)
    factories.pay(order.purchase.code)
    with pytest.raises(errors.NotArrived):
        claim(order)
    orders.confirm(order, by=None)
    orders.pack(order, by=None)
    orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN1")
    claim(order)
    assert order.state == OrderState.DELIVERED


def test_the_window_of_fresh_goods_is_how_long_a_parcels_money_waits() -> None:
    assert terms_of().fresh == payouts.terms_of().complaint


def test_an_open_claim_keeps_its_orders_money_back() -> None:
    order = arrived(2)
    told = claim(order)
    assert [each for each in [told] if each.is_live]
    held = db.session.scalar(select(returns.live_claim_of(order.id)))
    returns.withdraw(told, by=None)
    assert (held, db.session.scalar(select(returns.live_claim_of(order.id)))) == (True, False)
    assert payments.may_refund(order)
