"""What has to hold after every step, counted apart from the shop's own books, and those books by the shop's audit."""

from collections import Counter
from collections.abc import Sequence

from hypothesis.stateful import invariant
from sqlalchemy import func, select

from marketplace import audit, ledger, payments
from marketplace.database import db
from marketplace.ledger import accounts
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.shortage_models import Outcome, Shortage
from marketplace.orders.states import CALLED_OFF, OrderState
from marketplace.payments.states import RefundState
from marketplace.returns import Claim, ClaimLine
from marketplace.stock.models import Lot
from marketplace.vouchers import Voucher, VoucherUse
from tests.state_machine.market import LIVELY, Market

GAVE_BACK = (OrderState.CANCELLED, OrderState.RETURNED)
SETTLED = (Outcome.AGREED, Outcome.DECLINED, Outcome.LAPSED, Outcome.SOLD_OUT)


class Invariants(Market):
    """Asked after every step, of the purchases that still live."""

    asked = 0

    @invariant()
    def units_are_neither_lost_nor_made(self) -> None:
        """What lies there is what came, less what was sold and what broke, and what was put back."""
        held, sold = Counter[int](), Counter[int]()
        for variant_id, on_hand in db.session.execute(select(Lot.variant_id, Lot.on_hand)):
            assert on_hand >= 0
            held[variant_id] += on_hand
        lines = select(OrderLine.variant_id, OrderLine.quantity).join(OrderLine.order)
        for variant_id, quantity in db.session.execute(lines.where(Order.state.not_in(GAVE_BACK))):
            sold[variant_id] += quantity
        back, missing = self._put_back(), self._missing()
        for pack in self.packs:
            gone = sold[pack.id] + self.written_off[pack.id] + missing[pack.id] - back[pack.id]
            assert held[pack.id] == self.received[pack.id] - gone

    @invariant()
    def sums_add_up(self) -> None:
        for bought in _newest():
            assert bought.total_vnd == sum(order.total_vnd for order in bought.orders)
            for order in bought.orders:
                goods_vnd = sum(line.total_vnd for line in order.lines)
                assert order.total_vnd == goods_vnd + order.shipping_vnd - order.discount_vnd >= 0
                assert 0 <= order.given_back_vnd <= order.total_vnd

    @invariant()
    def money_went_back_once(self) -> None:
        """What came in and went out is what the banks saw, and no more goes back than came."""
        for bought in _newest():
            refunds = payments.refunds_of(bought)
            assert bought.paid_vnd == self.came[bought.code]
            assert bought.refunded_vnd == self.went[bought.code]
            assert bought.refunding_vnd == sum(each.amount_vnd for each in refunds if each.is_reserved)
            assert bought.refunded_vnd == sum(e.amount_vnd for e in refunds if e.state == RefundState.CONFIRMED)
            assert bought.refunded_vnd + bought.refunding_vnd <= bought.paid_vnd
            for order in bought.orders:
                live = [each for each in refunds if each.order is order and each.state != RefundState.CANCELLED]
                assert sum(each.amount_vnd - (each.surplus_vnd or 0) for each in live) == order.given_back_vnd

    @invariant()
    def claims_give_no_more_than_they_are_worth(self) -> None:
        for claim in db.session.scalars(select(Claim)):
            assert 0 <= claim.given_vnd <= claim.worth_vnd <= claim.order.total_vnd

    @invariant()
    def vouchers_are_counted(self) -> None:
        uses = select(VoucherUse.voucher_id, func.count()).where(VoucherUse.given_back_at.is_(None))
        used = dict(db.session.execute(uses.group_by(VoucherUse.voucher_id)).all())
        for voucher in db.session.scalars(select(Voucher)):
            assert voucher.used == used.get(voucher.id, 0)
            assert voucher.most_uses is None or voucher.used <= voucher.most_uses

    @invariant()
    def the_audit_finds_nothing(self) -> None:
        """Asked after every fourth step, because it asks a hundred questions; and at the end."""
        self.asked += 1
        if self.asked % 4 == 0:
            assert audit.check(db.session()) == []

    def teardown(self) -> None:
        """At the end the books are recomputed."""
        try:
            with_nothing_left = [
                bought
                for bought in db.session.scalars(select(Purchase))
                if all(order.state in CALLED_OFF for order in bought.orders) and not bought.refunding_vnd
            ]
            for bought in with_nothing_left:
                assert bought.paid_vnd == bought.refunded_vnd
                assert ledger.balances(accounts.buyer(bought.id)).posted_vnd == 0
            assert not ledger.verify().faults
            assert audit.check(db.session()) == []
        finally:
            super().teardown()

    def _put_back(self) -> Counter[int]:
        units = select(OrderLine.variant_id, ClaimLine.restocked).join(ClaimLine.line)
        back = Counter[int]()
        for variant_id, restocked in db.session.execute(units):
            back[variant_id] += restocked
        return back

    def _missing(self) -> Counter[int]:
        """What was not there when it was packed, and has left the books."""
        missing = Counter[int]()
        for each in db.session.scalars(select(Shortage).where(Shortage.outcome.in_(SETTLED))):
            missing[each.line.variant_id] += each.missing
        return missing


def _newest() -> Sequence[Purchase]:
    return db.session.scalars(select(Purchase).order_by(Purchase.id.desc()).limit(LIVELY)).all()
