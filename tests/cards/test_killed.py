"""The server is killed at every moment between commit, call and commit: nobody pays twice, and nothing is lost."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import payments
from marketplace.database import db, transaction
from marketplace.payments import flows
from marketplace.payments.models import PaymentNotice
from tests.cards.double import Double
from tests.cards.paying import attempt_of, open_page, send, told_of
from tests.cards.purchases import VND, ask, bought, buy, charged, given_back, paid, refund_of, stands
from tests.dying import clean, dies, each_moment
from tests.work import work


def test_whenever_it_dies_while_it_opens_the_card_page_the_next_click_leads_to_the_same_one(
    committed_app: Flask, provider: Double, honey: int
) -> None:
    for moment in each_moment():
        code = buy(honey)
        died = dies(committed_app, moment, lambda code=code: open_page(bought(code)))  # type: ignore[misc]  # a default binds the loop
        pages = {open_page(bought(code)) for _click in range(2)}
        assert len(pages) == 1
        provider.pay(pages.pop())
        flows.reconcile()
        total_vnd = bought(code).total_vnd
        assert stands(code) == ("paid", total_vnd, 0, 0)
        assert charged(provider, code) == [total_vnd]
        assert len(payments.attempts_of(bought(code))) == 1
        if not died:
            break
    assert moment > 6, "before and after two commits and a call"
    clean(committed_app)


def test_whenever_it_dies_over_a_notice_the_same_notice_counts_once(
    committed_app: Flask, provider: Double, honey: int
) -> None:
    for moment in each_moment():
        code = buy(honey)
        provider.pay(open_page(bought(code)))
        event = told_of(provider, "checkout.session.completed", attempt_of(bought(code)).ref)
        died = dies(committed_app, moment, partial(send, committed_app.test_client(), event))
        assert stands(code) in (("awaiting", 0, 0, 0), ("paid", bought(code).total_vnd, 0, 0))
        assert send(committed_app.test_client(), event) == 200
        assert stands(code) == ("paid", bought(code).total_vnd, 0, 0)
        known = select(func.count()).where(PaymentNotice.event_id == event["id"])
        assert db.session.scalar(known) == 1
        if not died:
            break
    assert moment > 2, "before and after a commit"
    clean(committed_app)


def test_whenever_it_dies_while_it_asks_the_provider_the_next_asking_brings_the_money(
    committed_app: Flask, provider: Double, honey: int
) -> None:
    for moment in each_moment():
        code = buy(honey)
        provider.pay(open_page(bought(code)))
        died = dies(committed_app, moment, flows.reconcile)
        flows.reconcile()
        total_vnd = bought(code).total_vnd
        assert stands(code) == ("paid", total_vnd, 0, 0)
        assert charged(provider, code) == [total_vnd]
        if not died:
            break
    assert moment > 6
    clean(committed_app)


def test_whenever_it_dies_while_a_refund_is_asked_for_it_is_reserved_whole_or_not_at_all(
    committed_app: Flask, provider: Double, honey: int
) -> None:
    def asked(code: str) -> None:
        with transaction():
            ask(code)

    for moment in each_moment():
        code = paid(honey, provider)
        died = dies(committed_app, moment, partial(asked, code))
        if stands(code)[2] == 0:
            asked(code)
        assert stands(code)[2:] == (VND, 0)
        work("card_refund")
        assert stands(code)[2:] == (0, VND)
        assert given_back(provider, code) == [VND]
        if not died:
            break
    assert moment > 2
    clean(committed_app)


@pytest.mark.parametrize("mended_by", ["the job", "the clock"])
def test_whenever_it_dies_while_money_goes_back_to_a_card_it_goes_back_once(
    committed_app: Flask, provider: Double, honey: int, mended_by: str
) -> None:
    for moment in each_moment():
        code = paid(honey, provider)
        with transaction():
            ask(code)
        ref = refund_of(code)
        died = dies(committed_app, moment, partial(flows.send_refund, ref))
        assert stands(code)[2:] in ((VND, 0), (0, VND))
        if mended_by == "the job":
            work("card_refund")
        else:
            flows.reconcile()
        assert stands(code)[2:] == (0, VND)
        assert given_back(provider, code) == [VND]
        if not died:
            break
    assert moment > 6
    clean(committed_app)


def test_a_provider_that_forgets_keys_gives_back_twice_what_dies_between_call_and_commit(
    committed_app: Flask, provider: Double, honey: int
) -> None:
    """The negative control: it is the key, written before the call, by which the second asking is the first one."""
    provider.tell("set", lenient=True)
    twice = 0
    for moment in each_moment():
        code = paid(honey, provider)
        with transaction():
            ask(code)
        died = dies(committed_app, moment, partial(flows.send_refund, refund_of(code)))
        flows.reconcile()
        twice += given_back(provider, code) == [VND, VND]
        if not died:
            break
    assert twice >= 2, "after the call, and before the commit that follows"
