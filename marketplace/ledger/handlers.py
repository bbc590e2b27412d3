"""What is booked when parcels arrive and money moves, in the same transaction."""

from marketplace.cash.models import CashMove
from marketplace.earnings.models import Earning
from marketplace.events import handles
from marketplace.ledger import remittances, returns
from marketplace.ledger.models import LedgerTransaction
from marketplace.ledger.posting import post_all
from marketplace.ledger.sales import is_money, payment, sale
from marketplace.orders.models import OrderEvent
from marketplace.orders.states import CALLED_OFF, OrderState
from marketplace.payments.models import PaymentEvent
from marketplace.payments.refund_models import RefundEvent
from marketplace.payments.states import RefundState


@handles(OrderEvent)
def book_sales(happened: list[OrderEvent]) -> None:
    """A parcel that arrived is earned; of one that is called off nobody bears anything."""
    steps = [step for step in happened if step.change is None]
    post_all(sale(step.order, step.at) for step in steps if step.state == OrderState.DELIVERED)
    if lost := [step.order_id for step in steps if step.state in CALLED_OFF]:
        returns.take_back(LedgerTransaction.order_id.in_(lost))


@handles(PaymentEvent)
def book_money(happened: list[PaymentEvent]) -> None:
    """Money came, or went back."""
    post_all(payment(event) for event in happened if is_money(event))


@handles(RefundEvent)
def book_returns(happened: list[RefundEvent]) -> None:
    """Whoever bears a refund pays for it once its money has gone."""
    for step in happened:
        if step.state == RefundState.CONFIRMED:
            returns.book(step.refund)
        elif step.state == RefundState.CANCELLED:
            returns.take_back(LedgerTransaction.key == f"{returns.RETURN}{step.refund.id}")


@handles(Earning)
def book_what_is_given_back(happened: list[Earning]) -> None:
    """A seller who bears a refund gets back what was kept of it. Sales are booked with their parcel."""
    post_all(returns.given_back(row) for row in happened if row.is_refund)


@handles(CashMove)
def book_cash(happened: list[CashMove]) -> None:
    """Cash leaves its holder; that it was taken is booked with the sale."""
    remittances.book(happened)
