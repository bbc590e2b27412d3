"""Several lists come by one statement, each in its order and with the values that it would have by itself."""

from datetime import date, datetime
from typing import NamedTuple

from flask import Flask
from sqlalchemy import func, select

from marketplace.catalogue.models import Product
from marketplace.gathering import Question, gather
from marketplace.stock.models import Lot
from tests import factories
from tests.statements import counted


class Named(NamedTuple):
    name: str
    is_listed: bool
    made_at: datetime


def by_name(*, most: int = 9) -> Question[Named]:
    return Question(
        select(Product.name_vi, Product.is_listed, Product.created_at).order_by(Product.name_vi.desc()).limit(most),
        Named,
    )


def test_lists_keep_their_order_their_limit_and_their_kinds_of_values(app: Flask) -> None:
    made = [factories.product(name=f'Món "{number}"', is_listed=number > 1) for number in (1, 2, 3)]
    with counted() as sent:
        first, all_of_them, none = gather(
            by_name(most=1), by_name(), Question(select(Product.id).where(Product.id < 0), int)
        )
    assert len(sent) == 1
    assert all_of_them == [Named(each.name_vi, each.is_listed, each.created_at) for each in reversed(made)]
    assert (first, none) == (all_of_them[:1], [])


def test_days_and_what_is_not_there_come_as_they_are(app: Flask) -> None:
    lot = factories.lot(factories.product(left=0).variants[0], 5, best_before_in_days=3)
    days = select(Lot.best_before_on, Lot.recalled_on, func.max(Lot.on_hand)).group_by(Lot.id)
    [[(best_before_on, recalled_on, most)]] = gather(Question(days, lambda *columns: columns))
    assert (best_before_on, recalled_on, most) == (lot.best_before_on, None, 5)
    assert type(best_before_on) is date
