"""Questions about what goods cost when."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.database import db
from marketplace.prices.models import PriceChange


def history_of(variant_ids: Collection[int], *, limit: int = 100) -> Sequence[PriceChange]:
    """The last changes of the prices of these pack sizes, the newest first: one statement."""
    changes = select(PriceChange).where(PriceChange.variant_id.in_(variant_ids)).options(joinedload(PriceChange.by))
    return db.session.scalars(changes.order_by(PriceChange.at.desc(), PriceChange.id.desc()).limit(limit)).all()
