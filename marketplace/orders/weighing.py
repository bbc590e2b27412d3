"""Weighing what is paid by weight, piece by piece, while the parcel is packed.

A piece heavier than the ceiling allows is sent at the ceiling, at the shop's cost, or exchanged for another one before
its weight is saved: the buyer is not asked for more than was agreed to. Where the money came first, nothing can be
collected at the door, so that the ceiling is the estimate (see placing).
"""

import re
from collections.abc import Sequence
from typing import Final

from marketplace.accounts.models import User
from marketplace.catalogue.weighing import weighed_vnd
from marketplace.orders.errors import (
    JobUnknown,
    MoveRefused,
    WeighedMeanwhile,
    WeightDoubtful,
    WeightsMissing,
    WeightUnreadable,
)
from marketplace.orders.line_changes import Change
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.packing import LABEL, find_job, take_back, tick_for
from marketplace.orders.refitting import refit, reprice_line
from marketplace.orders.states import ActorRole
from marketplace.text import clean_line

FAR: Final = 2
"""A piece is doubted that weighs so many times less than the lightest typical one, or more than the heaviest."""
_GRAMS: Final = re.compile(r"(\d{1,3}(?:[. ]\d{3})+|\d{1,6})\s*(?:g|gr|gam)?", re.ASCII)
_KILOGRAMS: Final = re.compile(r"(\d{1,2})(?:[.,](\d{1,3}))?\s*(?:kg|ký|kí)", re.ASCII)


def parse_grams(text: str) -> int:
    """Read a weight as the scale shows it: 1420 · 1.420 · 1420 g · 1,42 kg. Raises WeightUnreadable, never guesses.

    "1,42" without its unit could be anything, so it is asked again.
    """
    typed = text.strip().lower()
    if grams := _GRAMS.fullmatch(typed):
        return int(re.sub(r"\D", "", grams[1]))
    if kilograms := _KILOGRAMS.fullmatch(typed):
        return int(kilograms[1]) * 1_000 + int((kilograms[2] or "").ljust(3, "0"))
    raise WeightUnreadable(text=clean_line(text, 20))


def parse_pieces(texts: Sequence[str]) -> list[int]:
    """The weights of all pieces, in grams. Raises WeightUnreadable or WeightsMissing."""
    if not all(text.strip() for text in texts):
        raise WeightsMissing(count=len(texts))
    return [parse_grams(text) for text in texts]


def weigh(order: Order, key: str, grams: Sequence[int], *, by: User, seen: str) -> None:
    """Write down what each piece weighs; price, delivery fee and what the courier collects follow. Saved again by the
    same hand or with the same weights, nothing is lost; `seen` are the weights that the page showed.

    Raises JobUnknown, MoveRefused, WeightsMissing, WeightDoubtful, or WeighedMeanwhile when a colleague was quicker.
    """
    job = find_job(order, key)
    if job.line is None or not job.is_weighing:
        raise JobUnknown()
    line, wanted = job.line, list(grams)
    if line.piece_grams == wanted:
        return
    if not order.can_pack:
        raise MoveRefused(order.state)
    if job.tick is not None and job.tick.by_id != by.id and seen != job.seen:
        raise WeighedMeanwhile(name=job.tick.by.name, grams=", ".join(map(str, line.piece_grams or ())))
    _check(line, wanted)
    line.piece_grams, line.actual_grams = wanted, sum(wanted)
    reprice_line(line, price_of(line))
    refit(order)
    tick_for(order, job, by=by)
    take_back(order, LABEL)
    facts = {"line": line.id, "grams": line.actual_grams, "vnd": line.total_vnd}
    order.record(Change.WEIGHED, by=by, role=ActorRole.SELLER, facts=facts)


def price_of(line: OrderLine) -> int:
    """What a weighed line costs before vouchers: the price of what the scale shows, the agreed ceiling at most."""
    if line.kg_price_vnd is None or line.actual_grams is None:
        return line.estimate_vnd
    return min(weighed_vnd(line.kg_price_vnd, line.actual_grams), line.ceiling_vnd)


def _check(line: OrderLine, grams: list[int]) -> None:
    if len(grams) != line.quantity:
        raise WeightsMissing(count=line.quantity)
    lightest, heaviest = line.lightest_grams or 0, line.heaviest_grams or 0
    for place, one in enumerate(grams, 1):
        if not lightest <= one * FAR or one > heaviest * FAR:
            raise WeightDoubtful(place=place, grams=one, lightest=lightest, heaviest=heaviest)
