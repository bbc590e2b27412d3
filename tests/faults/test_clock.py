"""The machine's clock jumps, as when it was wrong and is set."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import audit
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.stock.models import Lot
from tests import factories
from tests.client import Client
from tests.people import Cast


def jump(**how_far: float) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(**how_far), tick=False)


def buy(variant: Variant, quantity: int) -> str:
    code = factories.purchase((variant, quantity)).code
    db.session.commit()
    return code


def test_orders_before_and_after_a_jump_have_codes_of_their_own_and_agree(app: Flask) -> None:
    jar = factories.product(left=9).variants[0]
    codes = {buy(jar, 1)}
    for hours in (-1, 24):
        with jump(hours=hours):
            codes.add(buy(jar, 1))
    assert len(codes) == 3
    assert audit.check(db.session()) == []


def test_goods_that_were_ordered_are_not_sold_again_when_the_clock_is_set_back(app: Flask) -> None:
    jar = factories.product(left=5).variants[0]
    buy(jar, 2)
    with jump(hours=-1):
        buy(jar, 3)
        with pytest.raises(DomainError):
            buy(jar, 1)
    db.session.rollback()
    assert db.session.scalar(select(Lot.on_hand)) == 0


def test_a_session_ends_at_most_early(app: Flask, cast: Cast, client_for: Callable[[User], Client]) -> None:
    buyer = client_for(cast.buyer)
    for hours in (-1, 24):
        with jump(hours=hours):
            assert buyer.get("/tai-khoan").status_code == 200
