"""What happens when something went wrong: claims, returns and exchanges, refunds, and vouchers that are paused."""

from collections.abc import Callable
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import select

from marketplace import orders, payments, returns, vouchers
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason, RefundState
from marketplace.returns import Asked, Claim, ClaimKind, ClaimState, Reason, Wish
from tests.state_machine.market import LIVELY, WHICH, Market, once, one_of
from tests.state_machine.market import STEPS as WAY

ARRIVED = (OrderState.DELIVERED, OrderState.SHIPPED)
OUTCOMES = [ClaimState.SETTLED, ClaimState.REFUSED, ClaimState.COMING_BACK, ClaimState.REPLACING]
STEPS = [
    "agree", "offer", "accept", "decline", "decide", "appeal", "send back", "take in", "send again", "restock",
    "withdraw",
]  # fmt: skip
MOVES = ["approve", "send", "confirm", "confirm", "fail", "try by transfer", "cancel", "name account"]


class GivingBack(Market):
    """The steps of buyers who complain, of shops and of operators."""

    @once("go on")
    @rule(
        which=WHICH,
        units=st.integers(1, 3),
        kind=st.sampled_from(ClaimKind),
        reason=st.sampled_from([Reason.MISSING, Reason.NOT_AS_DESCRIBED, Reason.NOT_NEEDED]),
        wish=st.sampled_from(Wish),
    )
    def claim(self, which: int, units: int, kind: ClaimKind, reason: Reason, wish: Wish) -> None:
        """What arrived is not as it was described."""
        if number := self.some_order(which, *ARRIVED, *WAY):
            self.take_on(number, len(WAY))

            def tell() -> None:
                order = _locked(number)
                chosen = {line.id: min(units, line.quantity) for line in order.sent_lines}
                returns.open_claim(order, Asked(kind, chosen, reason, wish, "Không như đã tả."), by=None)

            self.do("claim", tell)

    @once("claim")
    @rule(
        which=WHICH,
        steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=4),
        vnd=st.integers(0, 60),
        units=st.integers(0, 3),
        to=st.integers(0, 3),
    )
    def answer_claim(self, which: int, steps: list[str], vnd: int, units: int, to: int) -> None:
        """Whoever's turn it is, and whoever's it is not."""
        refs = db.session.scalars(select(Claim.ref).order_by(Claim.id.desc()).limit(LIVELY)).all()
        ref = one_of(refs, which)
        for step in steps if ref else ():
            answer = partial(self._answer, ref, step, vnd * 5_000, units, to)
            self.do(f"claim: {step}", answer)

    def _answer(self, ref: str, step: str, vnd: int, units: int, to: int) -> None:
        claim, by, why = returns.lock_claim(ref), self.operators[0], "Vậy nhé."
        back = {line.id: min(units, line.quantity) for line in claim.lines}
        sum_vnd, bearer = vnd or claim.left_vnd, list(RefundBearer)[to % len(RefundBearer)]
        steps: dict[str, Callable[[], None]] = {
            "agree": lambda: returns.agree(claim, by=by),
            "offer": lambda: returns.offer(claim, sum_vnd, by=by),
            "accept": lambda: returns.accept_offer(claim, by=None),
            "decline": lambda: returns.decline(claim, by=by, role=ActorRole.SELLER, words=why),
            "decide": lambda: returns.decide(claim, OUTCOMES[to], amount_vnd=sum_vnd, bearer=bearer, by=by, words=why),
            "appeal": lambda: returns.appeal(claim, by=None, words=why),
            "send back": lambda: returns.send_back(claim, by=None, words="VN-2"),
            "take in": lambda: returns.take_in(claim, back, by=by),
            "send again": lambda: returns.send_again(claim, by=by, words="VN-3"),
            "restock": lambda: returns.restock(claim, back, by=by),
            "withdraw": lambda: returns.withdraw(claim, by=None),
        }
        steps[step]()

    @once("go on")
    @rule(which=WHICH, units=st.integers(0, 2), goodwill=st.sampled_from([0, 0, 15_000]), is_with_fee=st.booleans())
    def give_back(self, which: int, units: int, goodwill: int, is_with_fee: bool) -> None:
        """An operator gives back of an order, often more than there is."""
        if number := self.some_order(which, *ARRIVED, OrderState.PACKED):

            def request() -> None:
                order = _locked(number)
                payments.request_refund(
                    order,
                    quantities={line.id: units for line in order.lines if units},
                    shipping_vnd=order.shipping_vnd if is_with_fee else 0,
                    goodwill_vnd=goodwill,
                    reason=RefundReason.DAMAGED,
                    bearer=RefundBearer.SHOP,
                    by=self.operators[0],
                )

            self.do("refund", request)

    @once("pay", "refund", "claim")
    @rule(which=WHICH, moves=st.lists(st.sampled_from(MOVES), min_size=1, max_size=4))
    def move_refund(self, which: int, moves: list[str]) -> None:
        """What goes out and comes back is counted as the bank would."""
        refs = db.session.scalars(select(Refund.ref).order_by(Refund.id.desc()).limit(LIVELY)).all()
        ref = one_of(refs, which)
        for move in moves if ref else ():
            moved = self.do(f"refund: {move}", partial(self._moved, ref, move))
            for code, vnd in [moved] if moved else ():
                self.went[code] += vnd

    def _moved(self, ref: str, move: str) -> tuple[str, int]:
        """Of which purchase it is, and what left the bank by that; less than nothing where it came back."""
        refund = payments.get_refund(ref)
        before = refund.state
        self._move(refund, move)
        was, is_now = before == RefundState.CONFIRMED, refund.state == RefundState.CONFIRMED
        return refund.purchase.code, (is_now - was) * refund.amount_vnd

    def _move(self, refund: Refund, move: str) -> None:
        second = self.operators[1]
        moves: dict[str, Callable[[], None]] = {
            "approve": lambda: payments.approve_refund(refund, by=second),
            "send": lambda: payments.mark_sent(refund),
            "confirm": lambda: payments.confirm_refund(refund),
            "fail": lambda: payments.fail_refund(refund, "account closed"),
            "try by transfer": lambda: payments.send_by_transfer(refund, by=None),
            "cancel": lambda: payments.cancel_refund(refund, by=second, note="nhầm"),
            "name account": lambda: payments.name_account(
                refund, bank="970436", number="0123456789", holder="NGUYEN THI MAU"
            ),
        }
        moves[move]()

    @precondition(lambda market: market.steps % 8 == 0)
    @rule(which=WHICH, is_paused=st.booleans())
    def change_voucher(self, which: int, is_paused: bool) -> None:
        ref, by = one_of(self.vouchers, which).ref, self.operators[0]
        step = vouchers.pause if is_paused else vouchers.resume
        self.do("voucher", lambda: step(vouchers.get(ref), by=by))


def _locked(number: str) -> Order:
    """An order of a purchase that is locked."""
    code = orders.get_order(number).purchase.code
    return next(each for each in payments.get_purchase(code).orders if each.number == number)
