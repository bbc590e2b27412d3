"""Questions about the tables of delivery fees."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.database import db
from marketplace.shipping.errors import TariffNotFound
from marketplace.shipping.models import Tariff, TariffEvent


def all_tariffs() -> list[Tariff]:
    """Every table, those to come first, then the newest."""
    return list(db.session.scalars(select(Tariff).order_by(Tariff.first_day.desc(), Tariff.id.desc())))


def get_tariff(ref: str, *, lock: bool = False) -> Tariff:
    """The table with its history. Raises TariffNotFound."""
    found = select(Tariff).where(Tariff.ref == ref)
    if lock:
        found = found.with_for_update()
    tariff = db.session.scalar(found.options(selectinload(Tariff.events).joinedload(TariffEvent.by)))
    if tariff is None:
        raise TariffNotFound()
    return tariff
