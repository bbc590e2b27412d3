"""A shop to practise in: sample orders are accepted, packed and handed over, and none of it is an order of the shop.

What somebody has done in it stands in one row of a table of its own; the orders themselves are made from it whenever a
page needs them and are never written, so that no list, count, feed or mail of the shop could hold them.
"""

from marketplace.practice.actions import (
    accept,
    cancel,
    choose_lot,
    deliver,
    forget_unused,
    hand_over,
    note_label,
    note_money,
    pack,
    start,
    tick,
    untick,
)
from marketplace.practice.errors import NotPractising, ShortOfGoods
from marketplace.practice.models import PracticeShop
from marketplace.practice.parcels import Exercise, Parcel
from marketplace.practice.queries import Step, find_shop, get_parcel, get_shop, parcels_of, steps_of

__all__ = [
    "Exercise",
    "NotPractising",
    "Parcel",
    "PracticeShop",
    "ShortOfGoods",
    "Step",
    "accept",
    "cancel",
    "choose_lot",
    "deliver",
    "find_shop",
    "forget_unused",
    "get_parcel",
    "get_shop",
    "hand_over",
    "note_label",
    "note_money",
    "pack",
    "parcels_of",
    "start",
    "steps_of",
    "tick",
    "untick",
]
