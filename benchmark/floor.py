"""The floor: bare Flask, SQLAlchemy Core and Jinja, one statement per page, behind the shop's own web server.

Serves the database in FLOOR_DATABASE: `/list?c=1` (24 of one family), `/p/<id>`, `/search?q=tra`. It sells, too:
`POST /cart/add` and `POST /order`, which takes stock with a condition and is all or nothing.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from secrets import token_hex
from time import time
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request, session
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    text,
)

from benchmark import goods
from config import Limits
from marketplace import server

HEAD = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/app.css"></head>
<body><header><a href="/">OCOP</a><nav>{% for c in families %}<a href="/list?c={{ c }}">{{ c }}</a>{% endfor %}</nav>
<form action="/search"><input name="q"></form></header><main>"""
ADD = """<form method="post" action="/cart/add"><input type="hidden" name="id" value="{{ p.id }}">
<button>Thêm vào giỏ</button></form>"""
CARD = (
    """<li class="card"><a href="/p/{{ p.id }}">
<img loading="lazy" width="240" height="240" alt="{{ p.title }}" src="/static/{{ p.slug }}.webp">
<h3>{{ p.title }}</h3><p class="price">{{ p.price_vnd }} đ</p><p class="stars">{{ p.stars }} sao</p></a>"""
    + ADD
)
FOOT = "</main></body></html>"
LIST = HEAD + "<ul class='grid'>{% for p in rows %}" + CARD + "</li>{% endfor %}</ul>" + FOOT
DETAIL = (
    HEAD + "<h1>{{ p.title }}</h1><p>{{ p.name }} · {{ p.province }}</p><p>{{ p.price_vnd }} đ</p>"
    "<article>{{ p.description }}</article>" + ADD + FOOT
)

TABLES = MetaData()
FAMILY = Table("families", TABLES, Column("id", Integer, primary_key=True), Column("title", String(80)))
SELLER = Table(
    "sellers",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("name", String(120)),
    Column("province", String(40)),
)
PRODUCT = Table(
    "products",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("title", String(200), nullable=False),
    Column("family_id", ForeignKey("families.id")),
    Column("seller_id", ForeignKey("sellers.id")),
    Column("price_vnd", Integer),
    Column("stock", Integer),
    Column("stars", Integer),
    Column("slug", String(40)),
    Column("description", Text),
    Index("ix_products_family", "family_id", "id"),
)
CART_LINE = Table(
    "cart_lines",
    TABLES,
    Column("buyer", String(40), primary_key=True),
    Column("product_id", Integer, primary_key=True),
    Column("quantity", Integer),
)
ORDER = Table(
    "orders",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("buyer", String(40)),
    Column("total_vnd", BigInteger),
    Column("placed_at", Integer),
)
ORDER_LINE = Table(
    "order_lines",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("order_id", ForeignKey("orders.id"), index=True),
    Column("product_id", Integer),
    Column("quantity", Integer),
    Column("price_vnd", Integer),
)
CARDS = "SELECT id, title, slug, price_vnd, stars FROM products"
OF_FAMILY = text(f"{CARDS} WHERE family_id = :family ORDER BY id DESC LIMIT 24")
ONE = text("SELECT p.*, s.name, s.province FROM products p JOIN sellers s ON s.id = p.seller_id WHERE p.id = :id")
FOUND = {
    "postgresql": text(
        f"{CARDS} WHERE to_tsvector('simple', title) @@ plainto_tsquery('simple', :words) ORDER BY id DESC LIMIT 24"
    ),
    "sqlite": text(
        f"{CARDS} WHERE id IN (SELECT rowid FROM words WHERE words MATCH :words ORDER BY rowid DESC LIMIT 24)"
        " ORDER BY id DESC"
    ),
}
PUT = text(
    "INSERT INTO cart_lines VALUES (:buyer, :product, 1)"
    " ON CONFLICT (buyer, product_id) DO UPDATE SET quantity = cart_lines.quantity + 1"
)
PLACE = text("INSERT INTO orders (buyer, total_vnd, placed_at) VALUES (:buyer, 0, :at) RETURNING id")
TAKE = text("UPDATE products SET stock = stock - 1 WHERE id = :id AND stock >= 1 RETURNING price_vnd")
LINE = text("INSERT INTO order_lines (order_id, product_id, quantity, price_vnd) VALUES (:order, :id, 1, :price)")
TOTAL = text("UPDATE orders SET total_vnd = :total WHERE id = :order")


def connect(address: str) -> Engine:
    """The database at the address; SQLite with the settings that make it quick."""
    engine = create_engine(address, pool_size=8, max_overflow=8)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _set_up(connection: Any, _record: object) -> None:
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536", "mmap_size=268435456"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def fill(engine: Engine, count: int) -> None:
    """Make the tables, `count` goods in them, and the index of their words."""
    with engine.begin() as connection:
        TABLES.create_all(connection)
        connection.execute(FAMILY.insert(), goods.families())
        connection.execute(SELLER.insert(), list(goods.sellers()))
        products = goods.products(count)
        while rows := list(islice(products, 5_000)):
            connection.execute(PRODUCT.insert(), rows)
        _index_words(connection)
        connection.exec_driver_sql("ANALYZE")


def _index_words(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("CREATE INDEX ix_words ON products USING gin (to_tsvector('simple', title))")
        return
    connection.exec_driver_sql("CREATE VIRTUAL TABLE words USING fts5 (title, content=products, content_rowid=id)")
    connection.exec_driver_sql("INSERT INTO words (words) VALUES ('rebuild')")


def create_app(engine: Engine) -> Flask:
    """The three pages, the basket and the order."""
    app = Flask(__name__)
    app.config |= {"SECRET_KEY": "the floor's", "TRUSTED_HOPS": 0, "LIMITS": Limits()}
    list_page, detail_page = app.jinja_env.from_string(LIST), app.jinja_env.from_string(DETAIL)  # compiled once
    found, families = FOUND[engine.dialect.name], range(1, len(goods.FAMILIES) + 1)

    @app.get("/list")
    def listing() -> str:
        with engine.connect() as connection:
            rows = connection.execute(OF_FAMILY, {"family": request.args.get("c", 1, int)}).all()
        return render_template(list_page, title="OCOP", rows=rows, families=families)

    @app.get("/p/<int:number>")
    def product(number: int) -> str:
        with engine.connect() as connection:
            row = connection.execute(ONE, {"id": number}).first() or abort(404)
        return render_template(detail_page, title=row.title, p=row, families=families)

    @app.get("/search")
    def search() -> str:
        with engine.connect() as connection:
            rows = connection.execute(found, {"words": request.args.get("q", "")}).all()
        return render_template(list_page, title="Tìm", rows=rows, families=families)

    @app.post("/cart/add")
    def add() -> Response:
        buyer = session.setdefault("buyer", token_hex(8))
        with _writing(engine) as connection:
            connection.execute(PUT, {"buyer": buyer, "product": int(request.form["id"])})
        return redirect("/cart", 303)  # type: ignore[return-value]

    @app.post("/order")
    def place() -> tuple[str, int]:
        ids = sorted(map(int, request.form["ids"].split(",")))
        with _writing(engine) as connection:
            order = connection.execute(PLACE, {"buyer": session.get("buyer"), "at": int(time())}).scalar()
            prices = [connection.execute(TAKE, {"id": one}).scalar() or abort(409) for one in ids]
            lines = [{"order": order, "id": one, "price": price} for one, price in zip(ids, prices, strict=True)]
            connection.execute(LINE, lines)
            connection.execute(TOTAL, {"order": order, "total": sum(prices)})
        return str(order), 201

    return app


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds SQLite's write lock from its first statement on."""
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        yield connection


def main() -> None:
    """Serve until told to stop."""
    server.end_when_told()
    listener = server.reserve("127.0.0.1", 0)
    app = create_app(connect(os.environ["FLOOR_DATABASE"]))
    print(f"The floor is open at http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    server.create(app, listener).run()


if __name__ == "__main__":
    main()
