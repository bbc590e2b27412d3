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

WEEK = 7


def test_a_fresh_shop_makes_a_payout_within_a_week_by_itself(app: Flask) -> None:
    order = delivered(shop_with_account(factories.user()))
    assert "payout_run" in TIMETABLE
    with transaction():
        plant(TIMETABLE)
    start = clock.now()
    for days in range(1, WEEK + 1):
        with clock.pretending(start + timedelta(days=days)):
            work("payout_run")
    [run] = db.session.scalars(select(PayoutRun)).all()
    [payout] = db.session.scalars(select(Payout)).all()
    assert (run.state, payout.amount_vnd) == (RunState.DRAFT, order.net_vnd)
    assert payouts_of(order.seller_id, limit=1) == [], "a seller is shown no proposal"
