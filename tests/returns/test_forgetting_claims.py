"""What people wrote in claims and wishes to cancel goes when nobody may know any more whom an order was for."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import audit, orders
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders import CancelRequest
from marketplace.orders.forgetting import KEPT, NOBODY
from marketplace.orders.models import Purchase
from marketplace.pictures import Received
from marketplace.returns import Claim, ClaimEvent, actions
from marketplace.returns.evidence import Evidence
from marketplace.returns.models import ClaimFile
from marketplace.returns.states import ActorRole
from tests import factories
from tests.returns.claiming import arrived, claim
from tests.work import work


def test_words_photos_and_wishes_go_and_what_was_decided_stays(app: Flask) -> None:
    with transaction():
        told = claim(arrived(3))
        photo = [Evidence(Received("photoofaclaim000", "0" * 64))]
        actions.write(told, by=None, role=ActorRole.BUYER, words="Gọi tôi số 0912 345 678.", evidence=photo)
        actions.withdraw(told, by=None, words="Nơi bán đã bù.")
        given_up = factories.confirmed((factories.product(name="Tương ớt").variants[0], 1))
        orders.ask_to_cancel(given_up, by=None, reason="Chị Lan đổi ý")
        orders.agree_to_cancel(given_up, by=None)
    steps = list(db.session.execute(select(ClaimEvent.step, ClaimEvent.role, ClaimEvent.at)))
    with time_machine.travel(now() + KEPT + timedelta(days=2), tick=False):
        work("claim_files")
        work("closed_orders")
    db.session.expire_all()
    assert set(db.session.scalars(select(Purchase.recipient_name))) == {NOBODY}
    assert set(db.session.scalars(select(ClaimEvent.words))) == {""}
    assert db.session.scalars(select(ClaimFile)).all() == []
    assert [(each.reason, each.answer) for each in db.session.scalars(select(CancelRequest))] == [(NOBODY, "")]
    assert list(db.session.execute(select(ClaimEvent.step, ClaimEvent.role, ClaimEvent.at))) == steps
    assert db.session.scalars(select(Claim.state)).one() == "withdrawn"
    assert audit.check(db.session()) == []
