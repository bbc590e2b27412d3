"""Amounts as carriers' programs write them: 150000, 150.000, 1,250,000.00, -15000, (15.000)."""

import re
from typing import Final

from marketplace.money import UnreadableAmount, parse_vnd
from marketplace.spreadsheets import Cell

LARGEST: Final = 10**12
NO_CENTS: Final = re.compile(r"(?P<whole>0|\d{4,13}|\d{1,3}(?:(?P<mark>[., ])\d{3})+)(?P<point>[.,])0{1,2}", re.ASCII)
NOTHING: Final = ("", "-", "–", "—")


def amount_in(cell: Cell) -> int | None:
    """The amount in dong, negative where it is written so; None where nothing is written. Raises UnreadableAmount."""
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise UnreadableAmount(str(cell))
    if isinstance(cell, str):
        return _written(cell.strip())
    if cell != int(cell) or abs(cell) > LARGEST:
        raise UnreadableAmount(str(cell))
    return int(cell)


def _written(text: str) -> int | None:
    if text in NOTHING:
        return None
    is_negative = text[0] in "-−(" or text.endswith("-")
    digits = text.strip("-−() ")
    without = NO_CENTS.fullmatch(digits)
    if without and without["mark"] != without["point"]:
        digits = without["whole"]
    amount_vnd = parse_vnd(digits)
    return -amount_vnd if is_negative else amount_vnd
