"""The past of the demo shop is one that people could have had."""

import re
from datetime import datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace.clock import VIETNAM, to_local
from marketplace.database import db
from marketplace.demo.past import by_day
from marketplace.orders.models import Purchase
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Answer, Question


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("moment", "evening", "morning"),
    [
        ("2026-11-20T03:15", "2026-11-19T21:15", "2026-11-20T07:15"),
        ("2026-11-20T23:40", "2026-11-20T21:40", "2026-11-21T07:40"),
        ("2026-11-20T07:00", "2026-11-20T07:00", "2026-11-20T07:00"),
        ("2026-11-29T03:00", "2026-11-29T03:00", "2026-11-29T03:00"),
    ],
)
def test_nobody_orders_or_packs_in_the_night(moment: str, evening: str, morning: str) -> None:
    with time_machine.travel(at("2026-11-29T09:00"), tick=False):
        assert (by_day(at(moment)), by_day(at(moment), later=True)) == (at(evening), at(morning))


def test_buyers_and_askers_have_everyday_names_and_write_by_day(demo_app: Flask) -> None:
    names = set(db.session.scalars(select(Purchase.recipient_name)))
    asked = set(db.session.scalars(select(Question.author))) | set(db.session.scalars(select(Answer.author)))
    assert not [name for name in names | asked if re.search(r"Mẫu|Mua|Life|Viba", name)]
    hours = {to_local(moment).hour for moment in db.session.scalars(select(Review.written_at))}
    assert hours <= set(range(7, 23))
