"""Goods are taken down and brought back, changes are asked for: by whom, on what ground, and what follows."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from marketplace import catalogue, moderation
from marketplace.accounts.models import User
from marketplace.catalogue.errors import TakenDown
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.counting import count_all
from marketplace.database import db, transaction
from marketplace.gathering import gather
from marketplace.moderation import CaseState, Demand, OrdersDecision, errors
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests import factories
from tests.crowd import DONE, tried_at_once
from tests.moderation.cases import GROUND, demanded, taken_down, told
from tests.work import queued_mails


@pytest.fixture
def honey(app: Flask) -> Product:
    return factories.product(factories.seller(email="htx@example.test"), "Mật ong rừng")


def test_goods_that_are_taken_down_are_off_sale_and_their_shop_cannot_list_them(honey: Product) -> None:
    case = taken_down(honey)
    assert (honey.is_listed, case.state, case.legal_ground) == (
        False,
        CaseState.OPEN,
        "Nghị định 15/2018/NĐ-CP, điều 27",
    )
    with pytest.raises(TakenDown):
        catalogue.list_again(honey)


def test_no_statement_lists_what_is_taken_down(honey: Product) -> None:
    taken_down(honey)
    with pytest.raises(IntegrityError):
        db.session.execute(update(Product).where(Product.id == honey.id).values(is_listed=True))


def test_the_seller_reads_ready_sentences_in_both_languages_and_the_operators_own_words(honey: Product) -> None:
    case = moderation.ask_for_change(honey, told("label", "words", words="Câu thứ hai."), by=factories.user())
    assert case.words_vi.splitlines()[0].startswith("Còn thiếu thành phần")
    assert case.words_en.splitlines()[0].startswith("Ingredients, storage")
    assert case.words_vi.splitlines()[2] == case.words_en.splitlines()[2] == "Câu thứ hai."
    assert honey.is_listed


def test_a_second_person_brings_goods_back_to_where_they_were(honey: Product) -> None:
    first, second = factories.user("Anh Mẫu Trực"), factories.user("Chị Mẫu Trực")
    case = taken_down(honey, by=first)
    with pytest.raises(errors.SecondPersonNeeded):
        moderation.end(case, by=first)
    moderation.end(case, by=second, note="Đã sửa, cảm ơn.")
    assert (honey.is_listed, honey.taken_down_at, case.state) == (True, None, CaseState.CLOSED)
    with pytest.raises(errors.CaseClosed):
        moderation.end(case, by=second)


def test_goods_that_their_shop_had_switched_off_come_back_switched_off(honey: Product) -> None:
    catalogue.delist(honey)
    case = taken_down(honey)
    moderation.end(case, by=factories.user())
    assert (honey.is_listed, honey.taken_down_at) == (False, None)


@pytest.mark.parametrize(
    ("decision", "state"),
    [(OrdersDecision.CONTINUE, OrderState.PLACED), (OrdersDecision.CANCEL, OrderState.CANCELLED)],
)
def test_open_orders_are_decided_explicitly(honey: Product, decision: OrdersDecision, state: OrderState) -> None:
    order, gone = factories.order(honey), factories.delivered(honey)
    db.session.commit()
    with pytest.raises(errors.OrdersUndecided):
        taken_down(honey)
    db.session.rollback()
    order, honey = db.session.get_one(Order, order.id), db.session.get_one(Product, honey.id)
    case = taken_down(honey, orders=decision)
    assert (order.state, case.orders_count, case.orders_decision) == (state, 1, decision)
    assert db.session.get_one(Order, gone.id).state == OrderState.DELIVERED


def test_the_clock_of_a_demand_runs_from_when_it_came_until_the_goods_are_gone(honey: Product) -> None:
    case = demanded(honey, hours_ago=20)
    assert (case.state, case.is_late, honey.is_listed) == (CaseState.DEMANDED, False, True)
    with pretending(now() + timedelta(hours=5)):
        assert case.is_late
    moderation.take_down(case, by=factories.user(), orders_decision=None)
    assert case.took is not None
    assert timedelta(hours=20) <= case.took < timedelta(hours=21)
    assert not honey.is_listed


def test_demands_are_counted_with_those_that_were_met_in_time(honey: Product) -> None:
    moderation.take_down(demanded(honey, hours_ago=3), by=factories.user(), orders_decision=None)
    demanded(factories.product(name="Chè"), hours_ago=30)
    counted = moderation.demands_since(now() - timedelta(days=90))
    assert (counted.demanded, counted.in_time) == (2, 1)
    assert counted.longest >= timedelta(hours=30)
    assert count_all([moderation.waiting_cases()]) == [1]


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda it, by: moderation.ask_for_change(it, told("none"), by=by), errors.ReasonMissing),
        (lambda it, by: moderation.ask_for_change(it, told("label", days=0), by=by), errors.DeadlinePast),
        (lambda it, by: moderation.ask_for_change(it, told("label", days=91), by=by), errors.DeadlinePast),
        (
            lambda it, by: moderation.open_takedown(it, told("none", words="Vì thế."), by=by, orders_decision=None),
            errors.GroundMissing,
        ),
        (
            lambda it, by: moderation.write_demand_down(it, told("demand"), Demand("", "", now()), by=by),
            errors.AuthorityMissing,
        ),
        (
            lambda it, by: moderation.write_demand_down(
                it, told("demand"), Demand("Sở", "1", now() + timedelta(hours=1)), by=by
            ),
            errors.DemandInTheFuture,
        ),
    ],
)
def test_a_case_without_what_it_needs_is_refused(
    honey: Product, act: Callable[..., object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        act(honey, factories.user())
    assert honey.is_listed


def test_own_words_and_an_own_ground_are_enough(honey: Product) -> None:
    case = moderation.open_takedown(
        honey, told("none", words="Vì thế.", ground=GROUND), by=factories.user(), orders_decision=None
    )
    assert (case.words_vi, case.words_en, case.legal_ground) == ("Vì thế.", "Vì thế.", GROUND)


def test_nobody_decides_about_the_goods_of_their_own_shop(honey: Product) -> None:
    person = factories.user()
    factories.member(honey.seller, person)
    with pytest.raises(errors.OwnShop):
        taken_down(honey, by=person)
    case = taken_down(honey)
    with pytest.raises(errors.OwnShop):
        moderation.end(case, by=person)


def test_the_shop_answers_until_the_case_is_closed(honey: Product) -> None:
    case, person = taken_down(honey), factories.user()
    with pytest.raises(errors.AnswerMissing):
        moderation.answer(case, by=person, words="  ")
    moderation.answer(case, by=person, words="Đã bỏ câu ấy.")
    assert (case.state, case.answer) == (CaseState.ANSWERED, "Đã bỏ câu ấy.")
    moderation.end(case, by=factories.user())
    with pytest.raises(errors.CaseClosed):
        moderation.answer(case, by=person, words="Nữa.")


def test_a_shop_knows_of_its_own_cases_and_not_of_demands_that_are_only_noted(honey: Product) -> None:
    noted = demanded(honey, hours_ago=1)
    with pytest.raises(errors.CaseNotFound):
        moderation.get_case_of(honey.seller_id, noted.ref)
    assert gather(moderation.open_cases_of(honey.seller_id, limit=5)) == [[]]
    moderation.take_down(noted, by=factories.user(), orders_decision=None)
    [[told]] = gather(moderation.open_cases_of(honey.seller_id, limit=5))
    assert (told.ref, told.due_at, told.is_takedown) == (noted.ref, noted.due_at, True)
    with pytest.raises(errors.CaseNotFound):
        moderation.get_case_of(factories.seller("HTX khác").id, noted.ref)


def test_the_shop_hears_of_it_by_mail_and_of_its_end(honey: Product) -> None:
    db.session.commit()
    with transaction():
        case = taken_down(honey)
    with transaction():
        moderation.end(moderation.get_case(case.ref, lock=True), by=factories.user(), note="Cảm ơn.")
    first, last = queued_mails()
    assert (first.recipient, first.subject) == ("htx@example.test", "Món đã hạ: Mật ong rừng")
    assert "Lời viết hứa chữa bệnh" in first.body
    assert f"/ban-hang/yeu-cau/{case.ref}" in first.body
    assert (last.subject, "Cảm ơn." in last.body) == ("Món bán lại được: Mật ong rừng", True)


def taking_down_twice(app: Flask) -> list[str]:
    with transaction():
        slug = factories.product().slug
        operators = [factories.user(name).id for name in ("Một", "Hai")]

    def take(operator: int) -> None:
        product = moderation.get_product(slug, lock=True)
        taken_down(product, by=db.session.get_one(User, operator))

    return tried_at_once(app, [partial(take, operator) for operator in operators])


def test_of_two_operators_who_take_down_in_one_moment_one_does(committed_app: Flask) -> None:
    assert taking_down_twice(committed_app) == sorted([DONE, "AlreadyOpen"])
