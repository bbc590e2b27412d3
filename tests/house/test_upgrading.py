"""A shop that opened with the first schema and has traded since: bringing it up to date loses nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from threading import Timer
from time import monotonic
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, stamp, upgrade

from marketplace import audit, earnings, ledger, shelf
from marketplace.audit.payments import PAYMENTS
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate
from marketplace.database import db, transaction
from marketplace.orders.models import OrderLine, Purchase
from marketplace.payments.models import PaymentEvent
from marketplace.reviews.models import Review
from tests.conftest import running
from tests.databases import Engine

NUMBERS = count(1)
AT = datetime(2026, 9, 30, 2, 30, tzinfo=UTC)
STATES = ("placed", "confirmed", "packed", "shipped", "delivered")
HONEY = {"product_id": 1, "variant_id": 1}
PLACE = {"province_code": "25", "commune_code": "05014"}
SHARE = {"total_vnd": 330_000, "commission_bp": 500}
PRICES = {"goods_vnd": 330_000, "shipping_vnd": 22_000, "total_vnd": 352_000}
OCOP = {"kind": "ocop", "state": "verified", "stars": 4, "level": "province", "expires_on": date(2029, 9, 30)}
ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("users", {"name": "Chị Mẫu Mua", "email": "buyer@example.test", "theme": "light"}),
    ("users", {"name": "Chủ Green Life", "phone": "+84900000123", "theme": "light"}),
    ("user_sessions", {"user_id": 1, "token_digest": "a"}),
    ("one_time_links", {"user_id": 1, "token_digest": "b", "purpose": "password_reset"}),
    ("sellers", {"slug": "htx", "name_vi": "HTX Green Life", "kind": "cooperative", "state": "approved", **PLACE}),
    ("seller_members", {"seller_id": 1, "user_id": 2, "role": "owner"}),
    ("seller_events", {"seller_id": 1, "state": "approved", "by_id": 2}),
    (
        "products",
        {
            "slug": "mat-ong",
            "seller_id": 1,
            "category": "mat-ong",
            "name_vi": "Mật ong “rừng”",
            "is_listed": True,
            "storage_class": "ambient",
            "ship_scope": "nation",
            "folded": "mat ong rung",
            "sold_units": 2,
            "review_count": 1,
            "review_points": 4,
            "picture": "mat-ong-green-life",
        },
    ),
    (
        "variants",
        {
            "product_id": 1,
            "ref": "GL-500",
            "position": 1,
            "pack_vi": "Hũ 500 ml",
            "price_vnd": 165_000,
            "content_amount": 500,
            "content_unit": "ml",
            "gross_grams": 900,
        },
    ),
    ("certificates", {"product_id": 1, **OCOP}),
    ("lots", {"variant_id": 1, "code": "L-1", "on_hand": 8}),
    ("lot_steps", {"lot_id": 1, "title_vi": "Quay mật"}),
    ("carts", {"token": "c", "checkout_token": "d", "user_id": 1}),
    ("cart_lines", {"cart_id": 1, "variant_id": 1, "quantity": 3}),
    ("purchases", {"code": "2609-A", "token": "e", "checkout_token": "f", "payment_method": "cod", **PLACE, **PRICES}),
    ("orders", {"number": "2609-A-1", "purchase_id": 1, "seller_id": 1, "state": "delivered", **PRICES}),
    *(("order_events", {"order_id": 1, "state": state, "role": "system"}) for state in STATES),
    ("order_lines", {"order_id": 1, **HONEY, "unit_price_vnd": 165_000, "quantity": 2, **SHARE}),
    ("stock_movements", {"lot_id": 1, "quantity": 10, "reason": "received"}),
    ("stock_movements", {"lot_id": 1, "quantity": -2, "reason": "sale", "order_line_id": 1}),
    ("reviews", {"product_id": 1, "order_line_id": 1, "author": "Lan N.", "points": 4, "body": "Thơm.\n'Sánh'; --"}),
    ("outbox_mails", {"recipient": "buyer@example.test", "subject": "Đơn hàng", "sent_at": AT}),
)
"""One sale from the first day to the review; columns that are not named get a value that says nothing."""
NOTHING: dict[type[Any], Any] = {str: "", int: 0, bool: False, datetime: AT, date: date(2026, 9, 30)}


@pytest.fixture
def old_shop(database: Engine) -> Iterator[Flask]:
    """The application on a database of the first schema with these rows."""
    name = f"old_{next(NUMBERS)}"
    with running(database.create(name)) as app:
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            tables = reflected(connection)
            for table, given in ROWS:
                connection.execute(tables[table].insert().values(filled(tables[table], given)))
        yield app
    database.drop(name)


def reflected(connection: sa.Connection) -> dict[str, sa.Table]:
    """The tables as the database has them."""
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _metadata: name in {table for table, _ in ROWS})
    return dict(found.tables)


def filled(table: sa.Table, given: dict[str, Any]) -> dict[str, Any]:
    needed = [column for column in table.columns if not (column.nullable or column.name == "id")]
    return {column.name: _nothing(column.type) for column in needed} | given


def _nothing(kind: sa.types.TypeEngine[Any]) -> Any:
    return [] if isinstance(kind, sa.JSON) else NOTHING[kind.python_type]


def contents(columns: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in these columns of each table."""
    with db.engine.connect() as connection:
        tables = reflected(connection)
        return {
            name: sorted(map(tuple, connection.execute(sa.select(*(tables[name].c[each] for each in kept)))), key=str)
            for name, kept in columns.items()
        }


def columns_that_stay() -> dict[str, list[str]]:
    """All columns but the one in which goods were once searched."""
    with db.engine.connect() as connection:
        tables = reflected(connection)
    return {
        name: [column.name for column in table.columns if (name, column.name) != ("products", "folded")]
        for name, table in tables.items()
    }


def test_a_shop_that_has_traded_is_brought_up_to_date_and_keeps_every_row(old_shop: Flask) -> None:
    columns = columns_that_stay()
    before = contents(columns)
    assert all(before.values())
    upgrade()
    assert contents(columns) == before
    shelf.reindex_all()
    ledger.catch_up()  # books what `flask release` books
    assert ledger.count_missing() == 0
    assert audit.check(db.session()) == []
    with transaction():
        assert earnings.catch_up() == 1
    assert audit.check(db.session()) == []


def test_what_was_there_before_works_with_what_is_new(old_shop: Flask) -> None:
    upgrade()
    shelf.reindex_all()
    review = db.session.scalars(sa.select(Review)).one()
    assert (review.scores.overall, review.tags, review.reply, review.is_hidden) == (4, [], "", False)
    assert len(review.ref) == 12
    assert db.session.scalars(sa.select(Product.photos)).one() == []
    assert len(db.session.scalars(sa.select(Certificate.ref)).one()) == 12
    assert db.session.scalars(sa.select(Variant)).one().price_for(50) == 165_000
    (card,) = shelf.search("mat ong", shelf.Filters(), size=5).page.cards
    assert (card.slug, card.price_vnd, card.is_in_stock, card.stars) == ("mat-ong", 165_000, True, 4)
    assert old_shop.test_client().get("/p/mat-ong").status_code == 200


PARCELS = {
    "2609-B": ("delivered", "delivered"),
    "2609-C": ("delivered", "shipped"),
    "2609-D": ("delivered", "cancelled"),
    "2609-E": ("cancelled", "cancelled"),
    "2609-F": ("placed", "cancelled"),
}
"""Purchases of two parcels each, and how far these have come."""
PAID = {
    "2609-A": ("paid", 352_000, ["paid"]),
    "2609-B": ("paid", 200_000, ["due", "paid"]),
    "2609-C": ("due", 100_000, ["due"]),
    "2609-D": ("paid", 100_000, ["paid"]),
    "2609-E": ("failed", 0, ["failed"]),
    "2609-F": ("due", 0, []),
}


def add_parcels(connection: sa.Connection) -> None:
    tables, number = reflected(connection), count(2)
    for code, states in PARCELS.items():
        purchase = {"code": code, "token": code, "checkout_token": code, "payment_method": "cod", **PLACE}
        purchase |= {"goods_vnd": 200_000, "shipping_vnd": 0, "total_vnd": 200_000}
        connection.execute(tables["purchases"].insert().values(filled(tables["purchases"], purchase)))
        purchase_id = connection.scalar(sa.select(sa.func.max(tables["purchases"].c.id)))
        for rank, state in enumerate(states, 1):
            order = {"number": f"{code}-{rank}", "purchase_id": purchase_id, "seller_id": 1, "state": state}
            order |= {"goods_vnd": 100_000, "total_vnd": 100_000}
            connection.execute(tables["orders"].insert().values(filled(tables["orders"], order)))
            event = {"order_id": next(number), "state": state, "role": "system"}
            connection.execute(tables["order_events"].insert().values(filled(tables["order_events"], event)))


def test_every_earlier_purchase_gets_the_payment_that_its_parcels_tell_of(old_shop: Flask) -> None:
    with db.engine.begin() as connection:
        add_parcels(connection)
    upgrade(revision="0016")
    stamp(revision="0015")  # where a migration stands that was ended after its last batch
    upgrade()
    found = {
        purchase.code: (purchase.payment_state, purchase.paid_vnd, payment_steps(purchase.id))
        for purchase in db.session.scalars(sa.select(Purchase))
    }
    assert found == PAID
    broken = {finding.invariant for finding in audit.check(db.session())}
    assert broken & set(PAYMENTS) == set()
    assert db.session.scalars(sa.select(OrderLine.commission_vnd)).all() == [16_500]


def payment_steps(purchase_id: int) -> list[str]:
    steps = sa.select(PaymentEvent.state).where(PaymentEvent.purchase_id == purchase_id)
    return list(db.session.scalars(steps.order_by(PaymentEvent.id)))


def test_a_sale_through_a_server_of_the_version_before_has_its_payment_and_its_commission(old_shop: Flask) -> None:
    with db.engine.connect() as connection:
        known = reflected(connection)
    upgrade()
    line = {
        "order_id": 2,
        **HONEY,
        "unit_price_vnd": 165_000,
        "quantity": 1,
        "total_vnd": 165_000,
        "commission_bp": 500,
    }
    sale = {"code": "2611-A", "token": "g", "checkout_token": "h", "payment_method": "cod", **PLACE, **PRICES}
    order = {"number": "2611-A-1", "purchase_id": 2, "seller_id": 1, "state": "placed", **PRICES}
    with db.engine.begin() as connection:
        for table, row in (("purchases", sale), ("orders", order), ("order_lines", line)):
            connection.execute(known[table].insert().values(filled(known[table], row)))
    purchase = db.session.scalars(sa.select(Purchase).where(Purchase.code == "2611-A")).one()
    assert (purchase.payment_state, purchase.due_vnd, purchase.orders[0].lines[0].commission_vnd) == (
        "due",
        352_000,
        8_250,
    )


def test_going_back_keeps_every_row_as_well(old_shop: Flask) -> None:
    columns = columns_that_stay()
    before = contents(columns)
    upgrade()
    shelf.reindex_all()
    db.session.remove()
    downgrade(revision="0001")
    assert contents(columns) == before


def test_an_upgrade_that_meets_a_lock_gives_up_in_time_says_so_and_has_changed_nothing(
    old_shop: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    columns = columns_that_stay()
    before, start = contents(columns), monotonic()
    with db.engine.connect().execution_options(sqlite_begin="BEGIN IMMEDIATE") as report:
        report.execute(sa.text("SELECT 1 FROM products"))
        with pytest.raises(SystemExit):
            upgrade(x_arg="lock_seconds=0.05")
    assert monotonic() - start < 10
    assert "another program holds a lock on it" in caplog.text
    assert contents(columns) == before
    upgrade()
    assert contents(columns) == before


def test_an_upgrade_goes_on_when_the_lock_is_let_go_meanwhile(old_shop: Flask) -> None:
    report = db.engine.connect().execution_options(sqlite_begin="BEGIN IMMEDIATE")
    report.execute(sa.text("SELECT 1 FROM products"))
    going_home = Timer(0.5, report.close)
    going_home.start()
    upgrade(x_arg="lock_seconds=0.2")
    going_home.join()
    assert "shelf_entries" in sa.inspect(db.engine).get_table_names()


def test_a_shop_that_is_up_to_date_already_goes_on_minding_its_references(committed_app: Flask) -> None:
    upgrade()
    orphan = sa.text("INSERT INTO cart_lines (cart_id, variant_id, quantity, added_at) VALUES (1, 1, 1, :at)")
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.execute(orphan, {"at": AT})
