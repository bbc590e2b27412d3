"""The mark by which a database says that it holds the demo shop, wherever it is copied to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, db


class DemoShop(Model):
    """One row in the database of a demo shop, none in all others."""

    __tablename__ = "demo_shop"

    id: Mapped[int] = mapped_column(primary_key=True)
    filled_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def mark() -> None:
    """Say in this transaction that the database holds the demo shop."""
    db.session.add(DemoShop())
    db.session.flush()


def is_marked() -> bool:
    """Whether the database holds the demo shop, as far as it can be read yet. Leaves no connection open."""
    try:
        with db.engine.connect() as connection:
            return connection.scalar(select(DemoShop.id).limit(1)) is not None
    except DBAPIError:  # it is away, or has no tables yet
        return False
    finally:
        db.engine.dispose()  # a server that forks hands its connections to all its children
