"""Purchases that are paid by card in a shop with real commits, and what of their money is where."""

from sqlalchemy import select

from marketplace import orders, payments
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments import flows
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason
from tests import factories
from tests.cards.double import Double
from tests.cards.paying import attempt_of, open_page

VND, OPERATOR = 20_000, "Người vận hành"


def buy(pack: int) -> str:
    """The code of a purchase that is to be paid by card."""
    with transaction():
        return factories.purchase((db.session.get_one(Variant, pack), 1), paying=PaymentMethod.CARD).code


def paid(pack: int, provider: Double) -> str:
    """The code of a purchase that was paid by card and packed."""
    code = buy(pack)
    provider.pay(open_page(bought(code)))
    flows.look(attempt_of(bought(code)).ref)
    with transaction():
        order = payments.get_purchase(code).orders[0]
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
    return code


def bought(code: str) -> Purchase:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Purchase).where(Purchase.code == code)).one()


def stands(code: str) -> tuple[str, int, int, int]:
    """How it stands with the money: the state, paid, on its way back, gone back."""
    found = bought(code)
    return found.payment_state, found.paid_vnd, found.refunding_vnd, found.refunded_vnd


def charged(provider: Double, code: str) -> list[int]:
    """What cards were charged for it, each sum."""
    refs = {attempt.ref for attempt in payments.attempts_of(bought(code))}
    pages = [page for page in provider.books["sessions"].values() if page["client_reference_id"] in refs]
    return [page["amount_total"] for page in pages if page["payment_status"] == "paid"]


def given_back(provider: Double, code: str) -> list[int]:
    charge = attempt_of(bought(code)).charge_ref
    return [each["amount"] for each in provider.books["refunds"].values() if each["payment_intent"] == charge]


def ask(code: str) -> None:
    order = payments.get_purchase(code).orders[0]
    by = db.session.scalars(select(User).where(User.name == OPERATOR)).one()
    why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SHOP, "by": by}
    payments.request_refund(order, goodwill_vnd=VND, **why)


def refund_of(code: str) -> str:
    return db.session.scalars(select(Refund.ref).where(Refund.purchase_id == bought(code).id)).one()
