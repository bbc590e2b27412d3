import errno
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from marketplace import approvals, audit, demo, ledger, payouts, shelf, traceability
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import content
from marketplace.demo.accounts import OPERATOR
from marketplace.earnings import Earning
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.payouts import HoldFilter, Payout, PayoutState, RunState
from marketplace.sellers.application_models import BankAccount
from marketplace.sellers.models import Seller
from marketplace.traceability import StampStatus

STARS = re.compile(r"\b[345] sao\b|\b[345][- ]stars?\b|(three|four|five)-star", re.IGNORECASE)


def amounts() -> dict[str, int]:
    db.session.rollback()
    models: list[Any] = [Seller, Product, Variant, Certificate, Purchase, Order]
    return {model.__tablename__: db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models}


def test_the_demo_shop_holds_every_promise_of_the_shop(demo_app: Flask) -> None:
    assert audit.check(db.session()) == []
    assert amounts()["products"] >= 45


def test_the_demo_has_the_stamps_that_the_guides_name(demo_app: Flask) -> None:
    statuses = {code: traceability.get_trace(code).status for code in ("HH82EBV4", "YGNEN27Y", "D2P6B3F1")}
    assert statuses == {"HH82EBV4": StampStatus.GENUINE, "YGNEN27Y": StampStatus.OFTEN, "D2P6B3F1": StampStatus.VOID}


def test_seeding_again_changes_nothing(demo_app: Flask) -> None:
    before = amounts()
    result = demo_app.test_cli_runner().invoke(args=["seed"])
    assert (result.exit_code, amounts()) == (0, before)


def test_a_shop_that_cannot_be_marked_as_a_demo_gets_no_demo_accounts(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(demo, "mark", fail)
    assert isinstance(committed_app.test_cli_runner().invoke(args=["seed"]).exception, OSError)
    assert set(amounts().values()) == {0}


def test_a_large_shop_has_exactly_the_wanted_goods_and_orders_and_keeps_every_promise(demo_app: Flask) -> None:
    for number in (600, 700):  # the second time it goes on where it was
        result = demo_app.test_cli_runner().invoke(args=["seed", "--products", "1000", "--orders", str(number)])
        assert result.exit_code == 0, result.output
        assert (amounts()["products"], amounts()["orders"]) == (1000, number)
    assert audit.check(db.session()) == []
    sold = select(Order.state, func.count()).join(Purchase).where(Purchase.code.like("M%"), Order.carrier == "GHN")
    assert {state for state, _count in db.session.execute(sold.group_by(Order.state))} == {"delivered", "shipped"}
    assert (ledger.count_missing(), shelf.count_missing()) == (0, 0)
    lines = select(func.count()).select_from(OrderLine).join(OrderLine.order).where(Order.carrier == "GHN")
    earned = select(func.count()).select_from(Earning).join(Order, Order.id == Earning.order_id)
    delivered = lines.where(Order.state == "delivered")
    assert db.session.scalar(earned.where(Order.carrier == "GHN")) == db.session.scalar(delivered)


def test_a_shop_in_production_refuses_the_demo_accounts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    result = app.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 1
    assert "production" in result.output


def test_no_real_producer_has_an_invented_phone_tax_code_or_decision() -> None:
    real = [row for row in content.rows("seller") if "Mẫu" not in row["name_vi"]]
    assert not [row["key"] for row in real if row.get("phone") or row.get("tax_code")]
    numbers = {certificate["decision_number"] for row in content.products() for certificate in row.get("ocop", ())}
    assert {number for number in numbers if not number.startswith("DEMO/")} == {"377/QĐ-BNN-VPĐP"}


def test_every_request_on_the_review_desk_says_that_it_is_a_sample(demo_app: Flask) -> None:
    waiting = approvals.waiting(limit=99)
    assert len(waiting) >= 3
    assert [asked.title for asked in waiting if "mẫu" not in asked.title.lower()] == []
    assert len(approvals.decided_since(now() - timedelta(days=30), limit=99)) >= 2


def test_no_text_tells_stars_that_outlive_their_certificate() -> None:
    """Who was graded in a year stays graded then; what somebody "has" ends with the certificate, but no text does."""
    dated = re.compile(r"20\d\d|chưa có sao|hướng tới|no stars|working towards", re.IGNORECASE)
    claims = [
        sentence
        for thing in (*content.products(), *content.rows("seller"))
        for field, text in thing.items()
        if field.startswith(("summary", "description", "tagline", "story"))
        for sentence in re.split(r"(?<=[.!?;:])\s", text)
        if STARS.search(sentence) and not dated.search(sentence)
    ]
    assert claims == []


def test_the_demo_shows_money_paid_returned_awaited_and_held_of_the_shop_that_does_not_exist(demo_app: Flask) -> None:
    paid = db.session.execute(select(Payout.state, Seller.name_vi).join(Seller).order_by(Payout.id)).all()
    sample = "Gian hàng mẫu Gà đồi"
    states = (PayoutState.PAID, PayoutState.RETURNED, PayoutState.PLANNED)
    assert [tuple(row) for row in paid] == [(state, sample) for state in states]
    assert payouts.latest_runs(limit=1)[0][0].state == RunState.CLOSED
    assert [hold.seller.name_vi for hold in payouts.holds(HoldFilter(is_live=True), limit=9)] == [sample]
    assert db.session.scalar(select(func.sum(Earning.withheld_vat_vnd)).join(Seller).where(Seller.name_vi == sample))
    owners = db.session.scalars(select(Seller.name_vi).join(BankAccount, BankAccount.seller_id == Seller.id).distinct())
    assert [name for name in owners if "mẫu" not in name.lower()] == []


def test_the_run_that_waits_can_be_approved_by_the_other_operator(demo_app: Flask) -> None:
    operator = db.session.scalars(select(User).where(User.name == OPERATOR)).one()
    with transaction():
        run = payouts.get_run(payouts.latest_runs(limit=1)[0][0].code, lock=True)
        payouts.approve(run, by=operator)
    assert run.state == RunState.APPROVED
    assert audit.check(db.session()) == []


def test_only_accounts_that_are_there_are_offered(demo_app: Flask) -> None:
    assert demo.accounts_here() == list(demo.ACCOUNTS)
    treasurer = demo.ACCOUNTS[-1]
    db.session.execute(update(User).where(User.phone == treasurer.phone).values(phone="+84900000999"))
    assert demo.accounts_here() == list(demo.ACCOUNTS[:-1])
