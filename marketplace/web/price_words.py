"""The history of a price in words: shops and operators read the same."""

from collections.abc import Callable, Iterator, Sequence

from marketplace.prices import PriceChange
from marketplace.web.filters import moment, vnd
from marketplace.web.labels import Step
from marketplace.web.locale import gettext


def steps_of(changes: Sequence[PriceChange], who: Callable[[PriceChange], str]) -> Iterator[Step]:
    """Each change as an entry of a timeline: the price, its lower prices, when and by whom (`who`)."""
    for change in changes:
        lower = ", ".join(
            gettext("từ %(units)s: %(price)s", units=n, price=vnd(cost)) for n, cost in change.price_breaks
        )
        told = moment(change.at), who(change), lower
        yield Step(vnd(change.price_vnd), " · ".join(part for part in told if part))


def name_of(change: PriceChange) -> str:
    """Who set it, by name; nobody is known where it was not done through the pages of the market."""
    return change.by.name if change.by else ""
