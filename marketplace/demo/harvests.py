"""Harvests of the demo shop that can be ordered before they are there, and what comes in every day."""

from datetime import timedelta

from sqlalchemy import select

from marketplace import orders, stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.demo.content import Row, rows
from marketplace.stock import ShortfallRule


def add_harvests(by: User) -> None:
    """Open every window, counted from today, and begin what comes in daily."""
    for row in rows("harvest"):
        _open(row, by)
    for row in rows("daily", "harvests"):
        plan = stock.set_daily(_pack(row["ref"]), row["per_day"], by_id=by.id)
        orders.renew_daily_harvests([plan])


def _open(row: Row, by: User) -> None:
    expected_on = today() + timedelta(days=row["days_ahead"])
    stock.open_harvest(
        _pack(row["ref"]),
        expected_on=expected_on,
        orders_until=expected_on - timedelta(days=row["orders_end_before"]),
        capacity=row["capacity"],
        rule=ShortfallRule(row["rule"]),
        by_id=by.id,
    )


def _pack(ref: str) -> Variant:
    return db.session.scalars(select(Variant).where(Variant.ref == ref)).one()
