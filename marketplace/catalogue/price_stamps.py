"""Stamping a new price with the shop's clock and with who set it, for the history that the database writes."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import event, inspect

from marketplace import acting
from marketplace.catalogue.models import Variant
from marketplace.clock import now

_STEP: Final = timedelta(microseconds=1)


def _stamp(variant: Variant) -> None:
    """A stamp is always a new one: by that the database knows that it belongs to this change."""
    at = now()
    if variant.priced_at is not None and variant.priced_at >= at:
        at = variant.priced_at + _STEP
    variant.priced_at, variant.priced_by_id = at, acting.person()


@event.listens_for(Variant, "before_insert")
def _stamp_first(_mapper: Any, _connection: Any, variant: Variant) -> None:
    if variant.priced_at is None:
        _stamp(variant)


@event.listens_for(Variant, "before_update")
def _stamp_change(_mapper: Any, _connection: Any, variant: Variant) -> None:
    attributes: Any = inspect(variant).attrs
    if attributes.price_vnd.history.has_changes() or attributes.price_breaks.history.has_changes():
        _stamp(variant)
