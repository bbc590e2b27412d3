"""Changes behind the triggers' back are found; the triggers refuse all others, and no migration loses them."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import Connection, String, text
from sqlalchemy.exc import IntegrityError

from marketplace import (
    audit,
    campaigns,
    certification,
    documents,
    fees,
    guards,
    ledger,
    policies,
    returns,
    shipping,
    vouchers,
)
from marketplace.campaigns import NewCampaign
from marketplace.cash.models import CashMove, MoveKind
from marketplace.clock import pretending, today
from marketplace.database import db, transaction
from marketplace.documents.models import DocumentKind
from marketplace.documents.numbering import issue
from marketplace.fees import FeeKind, NewRule
from marketplace.ledger import BANK, FEES, SUSPENSE, Kind, Posting
from marketplace.ledger.errors import MonthRefused
from marketplace.ledger.models import LedgerTransaction
from marketplace.orders.call_models import Call, CallResult
from marketplace.orders.discount_models import OrderDiscount
from marketplace.orders.models import Order
from marketplace.payouts import PayoutState
from marketplace.payouts.models import Payout, PayoutEvent, PayoutRun
from marketplace.policies import Policy
from marketplace.returns import Asked, ClaimKind, Reason, Wish
from marketplace.vouchers import Bearer, NewVoucher, VoucherKind
from tests import factories, refunding, tariffs
from tests.promotions.promoting import honey, promote
from tests.shipments.parcels import of_carriers

OCTOBER, NOVEMBER = datetime(2026, 10, 9, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC)


def run(statement: str) -> None:
    db.session.execute(text(statement))


def book(number: int, *, at: datetime | None = None) -> int:
    with transaction():
        return ledger.post(Kind.ADJUSTMENT, f"n:{number}", [Posting(SUSPENSE, FEES, 1_000 + number)], at=at)


def link() -> int:
    with transaction():
        return ledger.link_some()


@pytest.fixture
def unguarded(app: Flask) -> None:
    """The triggers are away, as for somebody with the database's own password."""
    guards.unwatch(db.session.connection())


COLUMNS = {
    "campaign_entries": "by_id",
    "cash_moves": "note",
    "certificate_events": "note",
    "documents": "reason",
    "earnings": "net_vnd",
    "fee_rule_events": "note",
    "tariff_events": "note",
    "invoice_requests": "details_sealed",
    "ledger_closings": "account",
    "ledger_hold_ends": "hold_id",
    "ledger_holds": "amount_vnd",
    "ledger_links": "hash",
    "ledger_months": "month",
    "ledger_postings": "amount_vnd",
    "ledger_transactions": "month",
    "order_calls": "note",
    "payment_events": "amount_vnd",
    "payout_events": "note",
    "policy_consents": "digest",
    "price_changes": "price_vnd",
    "refund_events": "note",
    "shipment_events": "note",
    "order_discounts": "amount_vnd",
    "voucher_events": "note",
}
"""A column of each table to which is only added."""


def fill_each_table() -> None:
    with pretending(OCTOBER):
        book(1)
    with transaction():
        held = ledger.hold("h", Posting(SUSPENSE, BANK, 5), "payout")
        ledger.void_hold(held)
        ledger.seal("2026-10")
    order, caller = factories.order(), factories.user()
    db.session.add(Call(order_id=order.id, result=CallResult.AGREED, by_id=caller.id))
    db.session.add(CashMove(carrier="Bưu điện", kind=MoveKind.SURPLUS, amount_vnd=1_000))
    payouts = PayoutRun(code="261203", due_on=today())
    account = {"bank": "970436", "number_sealed": "", "number_end": "6789", "holder": "HTX MAU"}
    payouts.payouts.append(Payout(seller_id=order.seller_id, amount_vnd=1_000, **account))
    payouts.payouts[0].events.append(PayoutEvent(state=PayoutState.APPROVED))
    db.session.add(payouts)
    db.session.flush()
    of_carriers(order)
    db.session.flush()
    give_voucher(order)
    withdrawn = factories.certificate(honey())
    certification.withdraw(withdrawn, on=today(), reason_vi="Tỉnh đã thu hồi.")
    jar = honey()
    promote(jar)
    new = NewCampaign("Tết", 1_000, today(), today(), product_ids=[jar.id])
    campaigns.join(campaigns.announce(new, by=None), jar.seller_id, [jar.variants[0].ref], by=caller)
    policies.answer(caller, Policy.PRIVACY, version="1", is_given=True, digest="0" * 64, locale="vi")
    write_papers(factories.delivered())


def give_voucher(order: Order) -> None:
    """A voucher, and what it took off an order."""
    days = {"first_day": today(), "last_day": today()}
    new = NewVoucher(code="CHAOCHO", kind=VoucherKind.PERCENT, bearer=Bearer.MARKET, basis_points=1_000, **days)
    taken = {"order_id": order.id, "order_line_id": order.lines[0].id, "bearer": Bearer.MARKET, "amount_vnd": 1_000}
    db.session.add(OrderDiscount(voucher_id=vouchers.make(new, by=None).id, **taken))
    db.session.flush()


def write_papers(order: Order) -> None:
    """A sale with its earnings and refund, and what is handed out about it."""
    refunding.confirmed(order, 1)
    sold = factories.delivered(quantity=2)
    returns.open_claim(sold, Asked(ClaimKind.CLAIM, {sold.lines[0].id: 1}, Reason.MISSING, Wish.MONEY), by=None)
    issue(DocumentKind.RECEIPT, "a", {})
    buyer = {"name": "Công ty Mẫu", "tax_code": "0100109106", "address": "Số 1", "email": "a@b.vn"}
    documents.request_invoice(order.purchase, **buyer)
    fees.add_rule(NewRule(FeeKind.COMMISSION, today() + timedelta(days=1), basis_points=600), by=factories.user())
    shipping.add_tariff(tariffs.new(), by=factories.user())


@pytest.mark.parametrize("table", guards.APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_is_written(app: Flask, table: str, change: str) -> None:
    fill_each_table()
    column = COLUMNS[table]
    with pytest.raises(IntegrityError, match=guards.SAYS), db.session.begin_nested():
        run(change.format(table, column, column))
    assert db.session.scalar(text(f"SELECT count(*) FROM {table}"))


@pytest.mark.parametrize("table", guards.KEPT)
def test_the_database_refuses_to_change_what_has_to_stay_of_a_row(app: Flask, table: str) -> None:
    fill_each_table()
    for column in guards.KEPT[table]:
        with pytest.raises(IntegrityError, match=guards.SAYS), db.session.begin_nested():
            run(f"UPDATE {table} SET {column} = {column}")
    with pytest.raises(IntegrityError, match=guards.SAYS), db.session.begin_nested():
        run(f"DELETE FROM {table}")
    assert db.session.scalar(text(f"SELECT count(*) FROM {table}"))


def refuses(connection: Connection) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(text("UPDATE ledger_postings SET amount_vnd = amount_vnd + 1"))
    except IntegrityError:
        return True
    return False


def test_a_table_move_loses_no_trigger(committed_app: Flask) -> None:
    """SQLite changes a table by copying it and drops the triggers; the end of an upgrade makes them again."""
    book(1)
    with db.engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("ledger_postings") as table:
            table.alter_column("source", existing_type=String(80), type_=String(90), existing_nullable=False)
        meanwhile = refuses(connection)
        guards.watch(connection)
        assert (meanwhile, refuses(connection)) == (connection.dialect.name == "postgresql", True)
        assert connection.scalar(text("SELECT count(*) FROM ledger_postings")) == 1


def test_books_in_order_are_found_to_be_so(app: Flask) -> None:
    for number in range(3):
        book(number)
    assert link() == 3
    book(3)
    heard: list[int] = []
    report = ledger.verify(heard.append)
    assert (report.faults, report.transactions, report.postings, report.unlinked) == ([], 3, 3, 1)
    assert sum(heard) == 3
    assert link() == 1
    assert ledger.verify().transactions == 4
    assert audit.check(db.session()) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE ledger_postings SET amount_vnd = amount_vnd + 1 WHERE transaction_id = SECOND",
        "UPDATE ledger_postings SET destination = 'seller:8' WHERE transaction_id = SECOND",
        "UPDATE ledger_transactions SET note = 'x' WHERE id = SECOND",
        "UPDATE ledger_transactions SET at = '2026-01-01 00:00:00+00' WHERE id = SECOND",
        "DELETE FROM ledger_postings WHERE transaction_id = SECOND",
        "DELETE FROM ledger_postings WHERE transaction_id = SECOND; DELETE FROM ledger_links WHERE position = 2",
        "INSERT INTO ledger_postings VALUES (99, SECOND, 'bank', 'fees', 1)",
        "UPDATE ledger_links SET hash = '0' WHERE position = 2",
    ],
)
@pytest.mark.usefixtures("unguarded")
def test_what_was_changed_behind_the_triggers_back_is_found(tampering: str) -> None:
    for number in range(3):
        book(number)
    link()
    assert ledger.verify().faults == []
    second = "(SELECT max(id) - 1 FROM ledger_transactions)"
    for statement in tampering.split(";"):
        run(statement.replace("SECOND", second))
    assert ledger.verify().faults


def test_a_sealed_month_takes_nothing_more(app: Flask) -> None:
    with pretending(NOVEMBER):
        book(1, at=OCTOBER)
        with transaction():
            sealed = ledger.seal("2026-10")
            assert ledger.seal("2026-10") is sealed
        late = db.session.get_one(LedgerTransaction, book(2, at=OCTOBER))
        assert (late.month, late.at) == ("2026-11", OCTOBER)
        with pytest.raises(IntegrityError, match=guards.SEALED), db.session.begin_nested():
            db.session.add(LedgerTransaction(kind=Kind.SALE, key="x", month="2026-09"))
            db.session.flush()
    assert ledger.verify().faults == []
    assert audit.check(db.session()) == []


def test_only_months_that_are_over_are_sealed_and_none_out_of_turn(app: Flask) -> None:
    with pretending(NOVEMBER):
        for month in ("2026-11", "2026-13", "october", "2026-1"):
            with pytest.raises(MonthRefused), transaction():
                ledger.seal(month)
        book(1, at=OCTOBER)
        assert ledger.open_months() == ["2026-10"]
        with transaction():
            ledger.seal("2026-10")
        assert ledger.open_months() == []
        with pytest.raises(MonthRefused), transaction():
            ledger.seal("2026-09")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE ledger_closings SET balance_vnd = balance_vnd + 1 WHERE account = 'fees'",
        "DELETE FROM ledger_closings WHERE account = 'fees'",
        "UPDATE ledger_months SET hash = 'x'",
    ],
)
@pytest.mark.usefixtures("unguarded")
def test_a_closing_balance_that_was_changed_is_found(tampering: str) -> None:
    with pretending(NOVEMBER):
        for number in range(3):
            book(number, at=OCTOBER)
        with transaction():
            ledger.seal("2026-10")
        book(3)
        book(4, at=OCTOBER - timedelta(days=40))
    link()
    assert ledger.verify().faults == []
    run(tampering)
    assert len(ledger.verify().faults) == 1


def test_closing_balances_go_on_from_the_month_before(app: Flask) -> None:
    with pretending(NOVEMBER):
        book(1, at=OCTOBER - timedelta(days=60))
        with transaction():
            ledger.seal("2026-08")
        book(2, at=OCTOBER)
        with transaction():
            ledger.seal("2026-10")
    closed = db.session.execute(text("SELECT month, account, balance_vnd FROM ledger_closings ORDER BY 1, 2")).all()
    assert closed == [
        ("2026-08", "fees", 1_001),
        ("2026-08", "suspense", -1_001),
        ("2026-10", "fees", 2_003),
        ("2026-10", "suspense", -2_003),
    ]
    assert ledger.verify().faults == []
