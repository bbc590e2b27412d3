"""What a product page tells of the way of the lot."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from marketplace.shelf.product_models import Lot, Pack, ProductPage
from marketplace.web.filters import day, say
from marketplace.web.labels import Step


class Stage(Protocol):
    """A stage of a lot with its title and place in both languages."""

    @property
    def happened_on(self) -> date:
        """On which day."""


def told_lot(page: ProductPage, pack: Pack) -> Lot | None:
    """The lot whose way is told: the chosen pack's own, else one that has a way to tell."""
    told = {step.lot_id for step in page.steps}
    lots = [*pack.lots, *(lot for other in page.packs for lot in other.lots)]
    return next((lot for lot in lots if lot.id in told), None)


def journey(page: ProductPage, pack: Pack) -> tuple[Step, ...]:
    """The way of that lot, oldest stage first."""
    lot = told_lot(page, pack)
    return tuple(told_step(step) for step in page.steps if lot and step.lot_id == lot.id)


def told_step(step: Stage, when: Callable[[date], str] = day) -> Step:
    """A stage of a lot with its day, as `when` writes it, and its place."""
    detail = (when(step.happened_on), say(step, "place"))
    return Step(say(step, "title"), " · ".join(filter(None, detail)))
