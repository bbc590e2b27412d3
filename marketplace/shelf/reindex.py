"""What keeps whole shelves true: jobs and commands, in short transactions of their own."""

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import func, select, text

from marketplace import stock
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.shelf.indexing import index_products
from marketplace.shelf.models import ShelfEntry

BATCH: Final = 500
SMALL: Final = 2_000
FORGET_SMALL: Final = text("DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < :rows")


def reindex_all(progress: Callable[[int], None] = lambda done: None) -> int:
    """Make every entry anew, and the statistics by which the database finds them; `progress` hears of each batch."""
    done, batch = 0, _after(0)
    while batch:
        with transaction():
            index_products(batch)
        done += len(batch)
        progress(len(batch))
        batch = _after(batch[-1])
    refresh_statistics()
    return done


def refresh_statistics() -> None:
    """Let the database look at its tables, so that it knows which index leads to few rows.

    SQLite never does so by itself, PostgreSQL only a while after a bulk load. What SQLite found out about tables that
    are small today is dropped: it would go on reading them whole, in triggers too, when they have long grown.
    """
    with transaction() as session:
        session.execute(text("ANALYZE"))
        if session.get_bind().dialect.name == "sqlite":
            session.execute(FORGET_SMALL, {"rows": SMALL})
            session.execute(text("ANALYZE sqlite_schema"))  # looks at no table, only reads what is left


def _after(product_id: int) -> Sequence[int]:
    return db.session.scalars(select(Product.id).where(Product.id > product_id).order_by(Product.id).limit(BATCH)).all()


def count_missing() -> int:
    """How many goods on sale are not on the shelves as this version puts them there, as after an update."""
    on_sale = select(Product.id).join(Product.seller).where(stock.on_sale())
    present = select(ShelfEntry.product_id).where(ShelfEntry.highest_price_vnd.is_not(None))
    missing = on_sale.where(Product.id.not_in(present)).subquery()
    return db.session.scalar(select(func.count()).select_from(missing)) or 0


def reindex_due() -> int:
    """Renew the entries on which a day brought a change, such as a new certificate; in a transaction of its own."""
    due = select(ShelfEntry.product_id).where(ShelfEntry.changes_on <= today()).limit(BATCH)
    waiting = db.session.scalars(due).all()
    if not waiting:
        return 0
    with transaction():
        index_products(waiting)
    return len(waiting)
