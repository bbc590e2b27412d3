"""Random money operations, thousands in the tests and a million with MONEY_OPERATIONS=1000000: the books never differ.

Sales, refunds unit by unit, payouts, remittances and adjustments are booked by the shop's own rules and followed by a
model that knows nothing but sums.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import ledger
from marketplace.clock import to_local
from marketplace.database import db, transaction
from marketplace.earnings.models import Earning
from marketplace.earnings.recording import PARTS, taken_back
from marketplace.ledger import BANK, DELIVERY, FEE_VAT, FEES, Account, Draft, Kind, Posting, accounts
from marketplace.ledger.models import LedgerPosting
from marketplace.ledger.returns import given_back, returned
from marketplace.ledger.sales import sale
from marketplace.money import share
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments.refund_amounts import Units, price_of_units
from marketplace.payments.refund_models import Refund, RefundLine
from marketplace.payments.states import RefundBearer
from marketplace.sellers.models import Seller, SellerKind

OPERATIONS = int(os.environ.get("MONEY_OPERATIONS", "3000"))
AT_ONCE = 500
AT = datetime(2026, 11, 20, tzinfo=UTC)
KEPT = (FEES, FEE_VAT, accounts.tax("vat"), accounts.tax("pit"))


class Shop:
    """Draws operations, and knows what every account has to come to."""

    def __init__(self, dice: Random) -> None:
        self.dice, self.number, self.operations = dice, 0, 0
        self.sellers = [
            Seller(id=number, kind=dice.choice(list(SellerKind)), commission_bp=dice.randrange(0, 2_000))
            for number in range(1, 40)
        ]
        self.sums: Counter[str] = Counter()

    def drafts(self, wanted: int) -> Iterator[Draft]:
        """Operations until so many were drawn."""
        while self.operations < wanted:
            yield from map(self._followed, self._life_of_an_order())
            yield from map(self._followed, self._money_that_moves())

    def balance(self, account: Account) -> int:
        """What the account comes to by the model."""
        return self.sums[account.code] * account.sign

    def _followed(self, draft: Draft) -> Draft:
        self.operations += 1
        for posting in draft.postings:
            self.sums[posting.source.code] -= posting.amount_vnd
            self.sums[posting.destination.code] += posting.amount_vnd
        return replace(draft, purchase_id=None, order_id=None, seller_id=None)

    def _life_of_an_order(self) -> Iterator[Draft]:
        order = self._order()
        paid = accounts.buyer(order.purchase.id)
        if order.purchase.payment_method == PaymentMethod.TRANSFER:
            yield self._draft(Kind.PAYMENT, Posting(BANK, paid, order.total_vnd))
        sold = replace(sale(order, AT), postings=list(sale(order, AT).postings))
        yield sold
        kept = sum(posting.amount_vnd for posting in sold.postings if posting.destination in KEPT)
        assert order.goods_vnd == kept + order.net_vnd
        yield from self._refunds(order)

    def _refunds(self, order: Order) -> Iterator[Draft]:
        """Units go back one after the other, sometimes to the last one, which brings exactly the rest."""
        owner, paid = accounts.seller(order.seller_id), accounts.buyer(order.purchase.id)
        before = self.balance(owner) - order.net_vnd, [self.balance(account) for account in KEPT]
        kept = [self._kept(order, account) for account in KEPT]
        units = [line for line in order.lines for _unit in range(line.quantity)]
        self.dice.shuffle(units)
        wanted = units if self.dice.random() < 0.3 else units[: self.dice.randrange(len(units) + 1)]
        book = {line.id: [self._earned(line)] for line in order.lines}
        gone = Counter[int]()
        for line in wanted:
            vnd = price_of_units(Units(line.quantity, line.total_vnd, gone[line.id], 1))
            self.number += 1
            refund = Refund(id=self.number, order=order, purchase_id=order.purchase.id, bearer=RefundBearer.SELLER)
            refund.amount_vnd, refund.lines = vnd, [RefundLine(line=line, order_line_id=line.id, amount_vnd=vnd)]
            yield returned(refund)
            yield self._draft(Kind.REFUND, Posting(paid, BANK, vnd))
            row = taken_back(book[line.id], refund_id=refund.id, goods_vnd=vnd, quantity=1, at=AT)
            row.id = self.number
            book[line.id].append(row)
            yield given_back(row)
            gone[line.id] += 1
            assert sum(each.goods_vnd for rows in book.values() for each in rows) >= 0
        assert self.balance(paid) == 0
        if len(wanted) == len(units):
            assert self.balance(owner) == before[0]
            assert [self.balance(account) for account in KEPT] == [
                was - part for was, part in zip(before[1], kept, strict=True)
            ]

    def _earned(self, line: OrderLine) -> Earning:
        """The line's sale in the book of earnings, which says what a refund gives back."""
        net = line.net_for(line.order.seller.kind, to_local(AT).date())
        row = Earning(order_line_id=line.id, order_id=line.order.id, seller_id=line.order.seller_id, at=AT)
        row.goods_vnd, row.kind, row.legal_basis = line.total_vnd, line.order.seller.kind, ""
        for part in PARTS:
            setattr(row, part, getattr(net, part))
        return row

    def _kept(self, order: Order, account: Account) -> int:
        return sum(posting.amount_vnd for posting in sale(order, AT).postings if posting.destination == account)

    def _money_that_moves(self) -> Iterator[Draft]:
        """What is owed to a seller is paid out, cash is handed over, and an operator books something by hand."""
        owner, cash = accounts.seller(self.dice.choice(self.sellers).id), accounts.cash("Bưu điện")
        if (owed := self.balance(owner)) > 0:
            yield self._draft(Kind.PAYOUT, Posting(owner, BANK, self.dice.randint(1, owed)))
            assert self.balance(owner) >= 0
        if (lies := self.balance(cash)) > 0:
            yield self._draft(Kind.REMITTANCE, Posting(BANK, cash, self.dice.randint(1, lies)))
        if self.dice.random() < 0.1:
            costs = accounts.costs("adjustments")
            yield self._draft(Kind.ADJUSTMENT, Posting(costs, owner, self.dice.randint(1, 90_000)))

    def _order(self) -> Order:
        self.number += 1
        seller = self.dice.choice(self.sellers)
        purchase = Purchase(
            id=self.number, payment_method=self.dice.choice([PaymentMethod.COD, PaymentMethod.TRANSFER])
        )
        order = Order(id=self.number, purchase=purchase, purchase_id=self.number, seller=seller, seller_id=seller.id)
        order.carrier, order.placed_at = "Bưu điện", AT
        order.lines = [self._line(seller, self.number * 10 + rank) for rank in range(self.dice.randint(1, 3))]
        order.goods_vnd = sum(line.total_vnd for line in order.lines)
        order.shipping_vnd = self.dice.choice([0, 18_000, 30_501])
        order.total_vnd = order.goods_vnd + order.shipping_vnd
        return order

    def _line(self, seller: Seller, number: int) -> OrderLine:
        line = OrderLine(id=number, quantity=self.dice.randint(1, 5), unit_price_vnd=self.dice.randint(1, 400_000))
        line.total_vnd = line.quantity * line.unit_price_vnd
        line.commission_bp, line.commission_vnd = seller.commission_bp, share(line.total_vnd, seller.commission_bp)
        return line

    def _draft(self, kind: Kind, posting: Posting) -> Draft:
        self.number += 1
        return Draft(kind=kind, key=f"{kind}:n{self.number}", postings=[posting], at=AT)


def batches(drafts: Iterator[Draft]) -> Iterator[list[Draft]]:
    some: list[Draft] = []
    for draft in drafts:
        some.append(draft)
        if len(some) == AT_ONCE:
            yield some
            some = []
    yield some


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_operations_every_balance_is_the_sum_that_it_has_to_be(app: Flask, seed: int) -> None:
    shop = Shop(Random(seed))
    for some in batches(shop.drafts(OPERATIONS // 2)):
        with transaction():
            ledger.post_all(some)
            db.session.expunge_all()
    for table in (LedgerPosting.source, LedgerPosting.destination):
        sums = select(table, func.sum(LedgerPosting.amount_vnd)).group_by(table)
        for code, vnd in db.session.execute(sums):
            shop.sums[code] += int(vnd) if table is LedgerPosting.source else -int(vnd)
    assert shop.operations >= OPERATIONS // 2
    assert {code: vnd for code, vnd in shop.sums.items() if vnd} == {}
    while True:
        with transaction():
            if not ledger.link_some():
                break
    assert ledger.verify().faults == []
    assert ledger.balances(DELIVERY).posted_vnd > 0
