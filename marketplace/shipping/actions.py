"""Writing tables of delivery fees, and ending them."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.database import after_commit, announce, db
from marketplace.shipping.errors import (
    FarCheaperThanNear,
    SurchargeTooHigh,
    TariffEndsBeforeItBegins,
    TariffEndsTooEarly,
    TariffOver,
    TariffSameDay,
    TariffTooEarly,
)
from marketplace.shipping.models import Tariff, TariffEvent, TariffStep
from marketplace.shipping.rates import FeeBearer
from marketplace.shipping.tables import forget_tables

MOST_PERCENT: Final = 5


@dataclass(frozen=True)
class NewTariff:
    """A table as an operator writes it. Money in dong, percentages in basis points; see `RateTable`."""

    first_day: date
    last_day: date | None
    first_grams: int
    further_grams: int
    cm3_per_kg: int | None
    province_first_vnd: int
    province_further_vnd: int
    region_first_vnd: int
    region_further_vnd: int
    nation_first_vnd: int
    nation_further_vnd: int
    remote_vnd: int
    remote_communes: tuple[str, ...]
    cash_free_to_vnd: int
    cash_bp: int
    cash_least_vnd: int
    insurance_free_to_vnd: int
    insurance_bp: int
    free_from_vnd: int | None
    free_paid_by: FeeBearer

    def tariff(self) -> Tariff:
        """The row, which nobody has added yet."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return Tariff(**values | {"remote_communes": list(self.remote_communes)})


def add_tariff(new: NewTariff, *, by: User | None, note: str = "") -> Tariff:
    """A table for orders from its first day on, tomorrow at the earliest.

    Raises TariffTooEarly, TariffSameDay, TariffEndsBeforeItBegins, FarCheaperThanNear or SurchargeTooHigh.
    """
    check_tariff(new)
    tariff = new.tariff()
    tariff.events = [TariffEvent(step=TariffStep.ADDED, last_day=new.last_day, note=note, by=by)]
    db.session.add(tariff)
    db.session.flush()
    announce(tariff.events[-1])
    _forget()
    return tariff


def end_tariff(tariff: Tariff, *, last_day: date, by: User | None, note: str = "") -> None:
    """Let a table count to the end of a day, today at the earliest; one that has not begun then never does.

    Raises TariffOver or TariffEndsTooEarly.
    """
    if tariff.is_over:
        raise TariffOver()
    if last_day < today():
        raise TariffEndsTooEarly()
    tariff.last_day = last_day
    tariff.events.append(TariffEvent(step=TariffStep.ENDED, last_day=last_day, note=note, by=by))
    db.session.flush()
    announce(tariff.events[-1])
    _forget()


def check_tariff(new: NewTariff) -> None:
    """Raise what speaks against the table, as `add_tariff` does."""
    if new.first_day <= today():
        raise TariffTooEarly()
    if new.last_day is not None and new.last_day < new.first_day:
        raise TariffEndsBeforeItBegins()
    first = (new.province_first_vnd, new.region_first_vnd, new.nation_first_vnd)
    further = (new.province_further_vnd, new.region_further_vnd, new.nation_further_vnd)
    if list(first) != sorted(first) or list(further) != sorted(further):
        raise FarCheaperThanNear()
    if max(new.cash_bp, new.insurance_bp) > MOST_PERCENT * 100:
        raise SurchargeTooHigh(most=MOST_PERCENT)
    same_day = db.session.scalars(select(Tariff).where(Tariff.first_day == new.first_day))
    if any(not other.is_over for other in same_day):
        raise TariffSameDay(day=f"{new.first_day:%d/%m/%Y}")


def _forget() -> None:
    """Other processes read the tables anew before the first day on which this makes a difference."""
    if db.session().info.get("writing"):
        after_commit(forget_tables)
    else:
        forget_tables()
