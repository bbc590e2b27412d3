"""Random steps of buyers, shops and operators: whatever they do, no more goes back than was paid, and no unit twice."""

from random import Random

import pytest
from sqlalchemy import select

from marketplace import audit, returns
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.orders.states import ActorRole
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer
from marketplace.returns import Claim, ClaimKind, ClaimState, Reason, Wish
from marketplace.returns.states import UNDONE
from tests import factories
from tests.returns.claiming import arrived, claim

STEPS = 150


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_claimed_no_more_goes_back_than_was_paid(seed: int) -> None:
    dice, person = Random(seed), factories.user()
    sold = [arrived(dice.randint(1, 4), price_vnd=dice.choice([33_333, 100_000])) for _ in range(3)]
    for _ in range(STEPS):
        try:
            with db.session.begin_nested():
                step(dice, dice.choice(sold), person)
        except DomainError:
            db.session.expire_all()
        check(sold)
    assert audit.check(db.session()) == []


def step(dice: Random, order: object, person: object) -> None:
    found = list(db.session.scalars(select(Claim).where(Claim.order_id == order.id)))  # type: ignore[attr-defined]
    if not found or dice.random() < 0.25:
        kind, reason = dice.choice(list(ClaimKind)), dice.choice([Reason.MISSING, Reason.OTHER, Reason.NOT_NEEDED])
        claim(order, dice.randint(1, 3), kind=kind, reason=reason, wish=dice.choice(list(Wish)))  # type: ignore[arg-type]
        return
    one = returns.lock_claim(dice.choice(found).ref)
    by, vnd = person, dice.choice([one.left_vnd, dice.randint(1, 200_000)])
    units = {line.id: dice.randint(0, line.quantity) for line in one.lines}
    outcome = dice.choice([ClaimState.SETTLED, ClaimState.REFUSED, ClaimState.COMING_BACK, ClaimState.REPLACING])
    dice.choice(
        [
            lambda: returns.agree(one, by=by),
            lambda: returns.offer(one, vnd, by=by),
            lambda: returns.accept_offer(one, by=None),
            lambda: returns.decline(one, by=by, role=ActorRole.SELLER, words="Không"),
            lambda: returns.decide(
                one, outcome, amount_vnd=vnd, bearer=dice.choice(list(RefundBearer)), by=by, words="Vậy"
            ),
            lambda: returns.appeal(one, by=None, words="Xem lại"),
            lambda: returns.send_back(one, by=None, words="VN1"),
            lambda: returns.take_in(one, units, by=by),
            lambda: returns.restock(one, units, by=by),
            lambda: returns.withdraw(one, by=None),
        ]
    )()


def check(sold: list[object]) -> None:
    for order in sold:
        db.session.refresh(order)
        claims = list(db.session.scalars(select(Claim).where(Claim.order_id == order.id)))  # type: ignore[attr-defined]
        given = sum(db.session.scalars(select(Refund.amount_vnd).where(Refund.order_id == order.id)))  # type: ignore[attr-defined]
        assert given == sum(each.given_vnd for each in claims) == order.given_back_vnd  # type: ignore[attr-defined]
        assert given <= order.total_vnd  # type: ignore[attr-defined]
        for line in order.lines:  # type: ignore[attr-defined]
            parts = [part for each in claims if each.state not in UNDONE for part in each.lines]
            assert sum(part.quantity for part in parts if part.order_line_id == line.id) <= line.quantity
