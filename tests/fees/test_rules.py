"""Which fee rule counts for a sale, and what stays as it was agreed."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from marketplace import fees, guards
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.fees import FeeKind, NewRule
from marketplace.fees.errors import (
    AmountMissing,
    LeastAboveMost,
    RateTooHigh,
    RuleEndsBeforeItBegins,
    RuleEndsTooEarly,
    RuleOver,
    RuleTooEarly,
)
from marketplace.orders.states import PaymentMethod
from tests import factories

DAY = timedelta(days=1)


@pytest.fixture
def honey(app: Flask) -> Product:
    return factories.product(left=50)


def rule(kind: FeeKind = FeeKind.COMMISSION, **values: Any) -> fees.FeeRule:
    values.setdefault("first_day", today() + DAY)
    if kind != FeeKind.FIXED:
        values.setdefault("basis_points", 700)
    return fees.add_rule(NewRule(kind=kind, **values), by=None)


def commission_of(product: Product, *, days: int = 1, **sale: Any) -> int:
    day = today() + days * DAY
    kept = {"category": product.category, "product_id": product.id}
    return fees.quote_line(100_000, product.seller, day=day, **kept, **sale).commission_vnd


def test_without_a_rule_the_percentage_of_the_shop_counts(honey: Product) -> None:
    assert commission_of(honey) == 5_000


def test_a_rule_counts_from_its_first_day_to_its_last_one(honey: Product) -> None:
    rule(last_day=today() + 2 * DAY)
    assert [commission_of(honey, days=days) for days in range(4)] == [5_000, 7_000, 7_000, 5_000]


def test_the_most_specific_rule_wins_whatever_came_first(honey: Product) -> None:
    seen = []
    for basis_points, names in (
        (100, {"product_id": honey.id}),
        (600, {}),
        (300, {"seller_id": honey.seller_id}),
        (400, {"category": honey.category}),
        (200, {"seller_id": honey.seller_id, "category": honey.category}),
    ):
        rule(basis_points=basis_points, **names)
        seen.append(commission_of(honey))
    assert seen == [1_000] * 5
    neighbour = factories.product(name="Mật khác")
    assert commission_of(neighbour) == 4_000
    assert commission_of(factories.product(honey.seller, "Chè")) == 2_000
    assert commission_of(factories.product(name="Gạo", category="gao-mien")) == 6_000


def test_of_two_rules_alike_the_later_one_counts(honey: Product) -> None:
    rule(basis_points=600)
    rule(basis_points=800, first_day=today() + 2 * DAY)
    assert (commission_of(honey), commission_of(honey, days=2)) == (6_000, 8_000)


def test_what_was_agreed_with_a_shop_stands_before_rules_for_everybody(honey: Product) -> None:
    honey.seller.commission_bp = 300
    rule(basis_points=600)
    rule(basis_points=650, category=honey.category)
    assert commission_of(honey) == 3_000
    rule(basis_points=200, seller_id=honey.seller_id)
    assert commission_of(honey) == 2_000


def test_fees_of_several_kinds_add_up_and_each_says_what_it_is_for(honey: Product) -> None:
    rule(basis_points=500, least_vnd=8_000, most_vnd=20_000)
    rule(FeeKind.PAYMENT, basis_points=100, method="card")
    rule(FeeKind.PAYMENT, basis_points=20, method="transfer")
    rule(FeeKind.FIXED, fixed_vnd=1_500)
    kept = {"day": today() + DAY, "category": honey.category, "product_id": honey.id, "quantity": 2}
    by_transfer = fees.quote_line(200_000, honey.seller, method="transfer", **kept)
    assert fees.sum_fees([by_transfer]) == {"commission": 16_000, "payment": 400, "fixed": 3_000}
    assert fees.quote_line(200_000, honey.seller, method="cod", **kept).commission_vnd == 19_000
    unknown = fees.quote_line(200_000, honey.seller, **kept)
    assert unknown.commission_vnd == 21_000, "the dearest way of paying, so that nobody gets less than was said"


def test_the_bounds_are_those_of_a_pack_so_that_three_cost_three_times_one(honey: Product) -> None:
    rule(basis_points=500, least_vnd=8_000)
    kept = {"day": today() + DAY}
    one = fees.quote_line(100_000, honey.seller, **kept).commission_vnd
    assert fees.quote_line(300_000, honey.seller, quantity=3, **kept).commission_vnd == 3 * one == 24_000


def test_fees_take_half_of_a_cheap_pack_at_most(honey: Product) -> None:
    rule(FeeKind.FIXED, fixed_vnd=9_000)
    net = fees.quote_line(10_000, honey.seller, day=today() + DAY)
    assert (net.commission_vnd, net.net_vnd) == (5_000, 5_000)
    assert fees.sum_fees([net]) == {"commission": 500, "fixed": 4_500}


def test_a_sale_keeps_the_fees_of_its_day(honey: Product) -> None:
    rule(basis_points=700, last_day=today() + DAY)
    rule(FeeKind.FIXED, fixed_vnd=1_000)
    before = factories.order(honey)
    with pretending(now() + DAY):
        during = factories.order(honey)
    with pretending(now() + 9 * DAY):
        line = during.lines[0]
        assert line.commission_vnd == 23_100 + 2_000
        assert [(part["kind"], part["basis_points"]) for part in line.fee_parts or ()] == [
            ("commission", 700),
            ("fixed", 0),
        ]
        assert (before.lines[0].commission_vnd, before.lines[0].fee_parts) == (16_500, None)
        assert factories.order(honey).lines[0].commission_vnd == 16_500 + 2_000
        assert during.fees == {"commission": 23_100, "fixed": 2_000}


def test_a_line_that_shrinks_keeps_its_terms(honey: Product) -> None:
    rule(FeeKind.FIXED, fixed_vnd=1_000)
    with pretending(now() + DAY):
        line = factories.order(honey, quantity=3).lines[0]
        assert line.commission_vnd == 24_750 + 3_000
        line.quantity, line.total_vnd = 2, 330_000
        line.reprice_fees()
        assert line.commission_vnd == 16_500 + 2_000
        line.quantity, line.total_vnd = 0, 0
        line.reprice_fees()
        assert line.commission_vnd == 0


def test_the_way_of_paying_decides_at_the_sale(honey: Product) -> None:
    rule(FeeKind.PAYMENT, basis_points=100, method="transfer")
    with pretending(now() + DAY):
        assert factories.order(honey).commission_vnd == 16_500
        assert factories.order(honey, paying=PaymentMethod.TRANSFER).commission_vnd == 16_500 + 3_300


def test_a_rule_of_a_commission_of_nothing_takes_nothing(honey: Product) -> None:
    rule(basis_points=0, seller_id=honey.seller_id)
    with pretending(now() + DAY):
        line = factories.order(honey).lines[0]
        db.session.refresh(line)
        assert (line.commission_vnd, line.net.net_vnd) == (0, 330_000)


@pytest.mark.parametrize(
    ("error", "values"),
    [
        (RuleTooEarly, {"first_day": date(2026, 1, 1)}),
        (RuleEndsBeforeItBegins, {"last_day": date(2026, 1, 1)}),
        (RateTooHigh, {"basis_points": 3_001}),
        (LeastAboveMost, {"least_vnd": 2, "most_vnd": 1}),
        (AmountMissing, {"kind": FeeKind.PAYMENT, "basis_points": 0}),
        (AmountMissing, {"kind": FeeKind.FIXED}),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(app: Flask, error: type[Exception], values: dict[str, Any]) -> None:
    with pytest.raises(error):
        rule(**values)
    assert fees.all_rules() == []


def test_today_is_too_late_for_a_rule_of_today(app: Flask) -> None:
    with pytest.raises(RuleTooEarly):
        rule(first_day=today())


def test_a_rule_ends_with_today_at_the_earliest_and_once(honey: Product) -> None:
    made = rule()
    with pretending(now() + 3 * DAY):
        with pytest.raises(RuleEndsTooEarly):
            fees.end_rule(made, last_day=today() - DAY, by=None)
        fees.end_rule(made, last_day=today(), by=None, note="Hết khuyến mãi")
        assert [commission_of(honey, days=days) for days in (0, 1)] == [7_000, 5_000]
    assert [event.step for event in fees.get_rule(made.ref).events] == ["added", "ended"]
    with pretending(now() + 4 * DAY), pytest.raises(RuleOver):
        fees.end_rule(made, last_day=today(), by=None)


def test_the_database_refuses_to_change_what_a_rule_says(app: Flask) -> None:
    made = rule()
    db.session.commit()
    made.basis_points = 100
    with pytest.raises(DBAPIError, match=guards.SAYS):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(DBAPIError, match=guards.SAYS):
        db.session.execute(db.text("DELETE FROM fee_rules"))


def test_another_day_reads_the_rules_anew(honey: Product) -> None:
    assert commission_of(honey) == 5_000
    made = fees.FeeRule(kind=FeeKind.COMMISSION, basis_points=900, first_day=today() + DAY)
    db.session.add(made)  # as another process would have written it
    db.session.flush()
    assert commission_of(honey) == 5_000
    with pretending(now() + DAY):
        assert commission_of(honey, days=0) == 9_000


def test_a_preview_says_what_the_sale_leaves(honey: Product) -> None:
    rule(basis_points=650, category=honey.category, least_vnd=9_000)
    rule(FeeKind.FIXED, fixed_vnd=700, seller_id=honey.seller_id)
    with pretending(now() + DAY):
        assert honey.variants[0].net_vnd * 3 == factories.order(honey, quantity=3).net_vnd
