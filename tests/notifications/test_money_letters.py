"""Letters about money that comes late, and about fees that change."""

from datetime import timedelta

import pytest
import time_machine

from marketplace import fees, payments
from marketplace.catalogue.models import Variant
from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.fees import FeeKind, NewRule
from marketplace.notifications import fee_letters
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.stock import left_of
from tests import factories
from tests.people import Cast
from tests.work import queued_mails, work

IN_A_WEEK = timedelta(days=7)


def overdue(cast: Cast, *, quantity: int, left: int) -> Purchase:
    """A purchase whose time to pay ran out, and whose goods somebody else may have bought since."""
    product = factories.product(cast.seller_a, left=left)
    with time_machine.travel(now() - timedelta(days=3), tick=False), transaction():
        bought = factories.purchase((product.variants[0], quantity), paying=PaymentMethod.TRANSFER)
        bought.email = "lan@example.test"
    with transaction():
        payments.expire_overdue()
    return bought


def test_a_buyer_whose_goods_are_sold_meanwhile_reads_that_the_money_goes_back(cast: Cast) -> None:
    bought = overdue(cast, quantity=2, left=2)
    variant = bought.orders[0].lines[0].variant_id
    factories.order(db.session.get_one(Variant, variant).product, quantity=2)
    assert left_of([variant]).get(variant, 0) == 0
    with transaction():
        payments.receive(payments.get_purchase(bought.code), bought.total_vnd)
    [mail] = [mail for mail in queued_mails() if "về muộn" in mail.subject]
    assert mail.recipient == "lan@example.test"
    assert f"/don/{bought.token}\n" in mail.body


def test_a_buyer_whose_goods_are_still_there_hears_of_the_order_alone(cast: Cast) -> None:
    bought = overdue(cast, quantity=2, left=9)
    with transaction():
        payments.receive(payments.get_purchase(bought.code), bought.total_vnd)
    assert [mail for mail in queued_mails() if "về muộn" in mail.subject] == []
    assert [mail for mail in queued_mails() if mail.recipient == "lan@example.test" and bought.code in mail.subject]


def test_every_shop_is_written_to_about_a_fee_before_its_first_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fee_letters, "AT_ONCE", 1)
    first_day = today() + IN_A_WEEK
    with transaction():
        cast.seller_a.email, cast.seller_b.email = "a@example.test", "b@example.test"
        fees.add_rule(NewRule(FeeKind.COMMISSION, first_day, basis_points=650), by=cast.operator)
    work(fee_letters.FEE_LETTERS)
    letters = queued_mails()
    assert [letter.recipient for letter in letters] == ["a@example.test", "b@example.test"]
    assert f"{first_day:%d/%m/%Y}" in letters[0].subject
    assert "6,5 %" in letters[0].body


def test_a_rule_of_one_shop_is_told_to_that_shop_and_so_is_its_end(cast: Cast) -> None:
    with transaction():
        cast.seller_a.email, cast.seller_b.email = "a@example.test", "b@example.test"
        new = NewRule(FeeKind.FIXED, today() + IN_A_WEEK, fixed_vnd=2_000, seller_id=cast.seller_b.id)
        rule = fees.add_rule(new, by=cast.operator)
    with transaction():
        fees.end_rule(rule, last_day=today() + 2 * IN_A_WEEK, by=cast.operator)
    work(fee_letters.FEE_LETTERS)
    letters = queued_mails()
    assert [letter.recipient for letter in letters] == ["b@example.test"] * 2
    assert f"đổi sau ngày {today() + 2 * IN_A_WEEK:%d/%m/%Y}" in letters[1].subject
