"""Giving money back for a claim: once, no more than it is worth, through the money's own refunds."""

from marketplace import payments
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason
from marketplace.returns.errors import AmountRefused
from marketplace.returns.models import Claim
from marketplace.returns.states import REFUND_REASONS, ClaimKind, Reason

LEAST_VND = 1_000


def check_amount(claim: Claim, amount_vnd: int) -> None:
    """Raises AmountRefused for nothing, and for more than is left of what the claim is worth."""
    if not min(LEAST_VND, claim.left_vnd) <= amount_vnd <= claim.left_vnd or amount_vnd <= 0:
        raise AmountRefused(most=claim.left_vnd)


def give(claim: Claim, amount_vnd: int, *, bearer: RefundBearer, by: User | None) -> Refund:
    """Reserve the money, and count it to the claim, which is locked.

    What is the whole price of the units goes back as those; less, or the rest later, as a sum of its own. Raises
    AmountRefused and what `payments.request_refund` raises.
    """
    check_amount(claim, amount_vnd)
    units = _units(claim, amount_vnd)
    refund = payments.request_refund(
        claim.order,
        quantities=units,
        shipping_vnd=claim.shipping_vnd if units else 0,
        goodwill_vnd=0 if units else amount_vnd,
        reason=reason_of(claim),
        bearer=bearer,
        by=by,
        note=claim.number,
    )
    claim.given_vnd += refund.amount_vnd
    db.session.flush()
    return refund


def reason_of(claim: Claim) -> RefundReason:
    """What the money's own record calls it."""
    if claim.kind == ClaimKind.RETURN:
        return RefundReason.RETURNED
    return REFUND_REASONS.get(Reason(claim.reason), RefundReason.RETURNED)


def _units(claim: Claim, amount_vnd: int) -> dict[int, int]:
    """The units whose whole price this is, by the ids of their lines; none where the sum is another one."""
    if claim.given_vnd or amount_vnd != claim.worth_vnd or _price_now(claim) != amount_vnd:
        return {}
    return {line.order_line_id: line.quantity for line in claim.lines}


def _price_now(claim: Claim) -> int:
    """What the units and the fee cost by what has gone back of the order meanwhile; 0 where they went back already."""
    before, fee_vnd = payments.refunded_units(claim.order), payments.refunded_shipping_vnd(claim.order)
    if any(line.quantity + before.get(line.order_line_id, 0) > line.line.quantity for line in claim.lines):
        return 0
    if claim.shipping_vnd + fee_vnd > claim.order.shipping_vnd - claim.order.delivery_discount_vnd:
        return 0
    order, units = claim.order, {line.order_line_id: line.quantity for line in claim.lines}
    why, nobody = reason_of(claim), RefundBearer.SELLER
    draft = payments.draft_refund(order, quantities=units, shipping_vnd=claim.shipping_vnd, reason=why, bearer=nobody)
    return draft.amount_vnd
