"""The timetable ships with the shop: nobody has to remember to pay the sellers."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from marketplace import clock
from marketplace.database import db, transaction
from marketplace.jobs.actions import plant
from marketplace.jobs.schedule import TIMETABLE
from marketplace.payouts import Payout, RunState, payouts_of
from marketplace.payouts.models import PayoutRun
from tests import factories
from tests.payouts.steps import delivered, shop_with_account
from tests.work import work

TWO_WEEKS = 14
"""A new account waits some days, so that the first run after a sale may come too early for it."""


def test_a_fresh_shop_makes_a_payout_within_two_weeks_by_itself(app: Flask) -> None:
    order = delivered(shop_with_account(factories.user()))
    assert "payout_run" in TIMETABLE
    with transaction():
        plant(TIMETABLE)
    start = clock.now()
    for days in range(1, TWO_WEEKS + 1):
        with clock.pretending(start + timedelta(days=days)):
            work("payout_run")
    run = db.session.scalars(select(PayoutRun)).one()
    payout = db.session.scalars(select(Payout)).one()
    assert (run.state, payout.amount_vnd) == (RunState.DRAFT, order.net_vnd)
    assert payouts_of(order.seller_id, limit=1) == [], "a seller is shown no proposal"
