"""What each kept page shows, as tags: each has a version that rises when a row changes that bears the tag.

`page_version` rises with any change of any page. That is right and quick to ask, and says too much: an order for one
jar changes no other page. So a page that knows what it shows is kept with its tags, and once the version of all pages
has risen, the sum of the versions of its own tags decides. Triggers raise them in the transaction of the change, like
the other versions (see `database_version`).
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    String,
    any_,
    bindparam,
    func,
    inspect,
    literal_column,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model
from marketplace.database_version import PRESENT

BUCKETS: Final = 1_024
"""So many tags are shared by all products, so that the table stays small whatever is sold."""
ANY_PAGE: Final = "*"
"""The tag of every page: raised by what is rare, or shown in many places, and by emptying a table at one stroke."""
WHOLE_SHELF: Final = "shelf"
LONGEST: Final = 140
_PRODUCT_OF_VARIANT: Final = "(SELECT product_id FROM variants WHERE id = {row}.variant_id)"
_PRODUCT_OF_LOT: Final = (
    "(SELECT variants.product_id FROM lots JOIN variants ON variants.id = lots.variant_id WHERE lots.id = {row}.lot_id)"
)
_SELLER_OF_PRODUCT: Final = "(SELECT seller_id FROM products WHERE id = {row}.product_id)"
_CATEGORY_OF_PRODUCT: Final = "(SELECT category FROM products WHERE id = {row}.product_id)"
_SHELVES: Final = (f"'{WHOLE_SHELF}'", f"'c' || {_CATEGORY_OF_PRODUCT}", f"'g' || {_SELLER_OF_PRODUCT}")
"""Some filters look at the packs and certificates of goods beside their entries."""
_SLUG: Final = "(SELECT slug FROM sellers WHERE id = {row}.seller_id)"


def _product(id_of: str) -> str:
    return f"'p' || ({id_of} % {BUCKETS})"


BORNE: Final[Mapping[str, tuple[str, ...]]] = {
    "answers": (_product("(SELECT product_id FROM questions WHERE id = {row}.question_id)"),),
    "certificates": (_product("{row}.product_id"), *_SHELVES),
    "collection_items": (f"'{ANY_PAGE}'",),
    "collections": (f"'{ANY_PAGE}'",),
    "follows": (f"'s' || {_SLUG}",),
    "lot_steps": (_product(_PRODUCT_OF_LOT),),
    "lots": (_product(_PRODUCT_OF_VARIANT),),
    "order_lines": (_product("(SELECT product_id FROM reviews WHERE order_line_id = {row}.id)"),),
    "pictures": (
        _product("{row}.product_id"),
        _product("(SELECT product_id FROM reviews WHERE id = {row}.review_id)"),
    ),
    "price_changes": (_product(_PRODUCT_OF_VARIANT),),
    "products": (_product("{row}.id"), "'g' || {row}.seller_id"),
    "promotion_packs": (_product(_PRODUCT_OF_VARIANT),),
    "questions": (_product("{row}.product_id"),),
    "reviews": (_product("{row}.product_id"), f"'g' || {_SELLER_OF_PRODUCT}"),
    "sellers": ("'s' || {row}.slug",),
    "shelf_entries": (f"'{WHOLE_SHELF}'", "'c' || {row}.category", "'g' || {row}.seller_id"),
    "stock_rights": (_product(_PRODUCT_OF_VARIANT),),
    "synonym_groups": (f"'{ANY_PAGE}'",),
    "tariffs": (f"'{ANY_PAGE}'",),
    "variants": (_product("{row}.product_id"), *_SHELVES),
}
"""The tables that kept pages read, each with the tags of a row as expressions of both databases; NULL is none."""


class TagVersion(Model):
    """A part of the version of a tag, which is the sum of all its parts; see `database_version.PageVersion`."""

    __tablename__ = "tag_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(String(LONGEST), index=True)
    version: Mapped[int] = mapped_column(BigInteger)


def of_products(ids: Iterable[int]) -> set[str]:
    """The tags of the goods themselves: what they are called and cost, their packs, lots, reviews, questions."""
    return {f"p{number % BUCKETS}" for number in ids}


def of_sellers(slugs: Iterable[str]) -> set[str]:
    """The tags of what sellers say of themselves."""
    return {f"s{slug}" for slug in slugs}


def of_goods_of(seller_id: int) -> str:
    """The tag of which goods a seller has on sale, in which order, and of what is said about them."""
    return f"g{seller_id}"


def of_category(category: str) -> str:
    """The tag of which goods of a category are on sale, in which order."""
    return f"c{category}"


def version_of_some(dialect: str) -> ColumnElement[int]:
    """The version of those tags together that `written` tells, for a statement that goes past the session."""
    found: ColumnElement[int]
    parts: Any = select(func.coalesce(func.sum(TagVersion.version), literal_column("0")))
    if dialect == "postgresql":
        found = parts.where(TagVersion.tag == any_(bindparam("tags", type_=ARRAY(String)))).scalar_subquery()
        return found
    told = func.json_each(bindparam("tags", type_=String)).table_valued("value")
    found = parts.where(TagVersion.tag.in_(select(told.c.value))).scalar_subquery()
    return found


def written(dialect: str, tags: Collection[str]) -> object:
    """These tags as the parameter `tags` of that statement."""
    return sorted(tags) if dialect == "postgresql" else json.dumps(sorted(tags))


def watch(connection: Connection) -> None:
    """Let every change of the tables in `BORNE` raise its tags; done at the end of every upgrade.

    What is there is left alone, because to make a trigger PostgreSQL locks the table against writing.
    """
    tables = set(inspect(connection).get_table_names())
    if TagVersion.__tablename__ not in tables:
        return
    dialect = connection.dialect.name
    present = set(connection.exec_driver_sql(PRESENT[dialect]).scalars())
    for table in sorted(BORNE.keys() & tables):
        if dialect == "postgresql":
            connection.exec_driver_sql(_function(table))
        for name, trigger in _triggers(dialect, table).items():
            if name not in present:
                connection.exec_driver_sql(f"CREATE TRIGGER {name} {trigger}")


def unwatch(connection: Connection) -> None:
    """Take back what `watch` did."""
    is_server = connection.dialect.name == "postgresql"
    for table in BORNE:
        for name in _triggers(connection.dialect.name, table):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' * is_server}")
        if is_server:
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS raise_tags_of_{table}()")


def _triggers(dialect: str, table: str) -> dict[str, str]:
    return dict(_of_statements(table) if dialect == "postgresql" else _of_rows(table))


def _of_statements(table: str) -> Iterator[tuple[str, str]]:
    """PostgreSQL hears of each statement, and shows it all rows that were changed."""
    seen = {
        "INSERT": "REFERENCING NEW TABLE AS changed",
        "UPDATE": "REFERENCING NEW TABLE AS changed OLD TABLE AS former",
        "DELETE": "REFERENCING OLD TABLE AS changed",
        "TRUNCATE": "",
    }
    for change, rows in seen.items():
        called = f"FOR EACH STATEMENT EXECUTE FUNCTION raise_tags_of_{table}()"
        yield f"tags_{table}_{change.lower()}", f"AFTER {change} ON {table} {rows} {called}"


def _function(table: str) -> str:
    """What the triggers of a table call on PostgreSQL; `raise_tags` is made by a migration."""
    changed, former = (
        " UNION ".join(f"SELECT {tag.format(row=rows)} FROM {rows}" for tag in BORNE[table])  # noqa: S608
        for rows in ("changed", "former")
    )
    return f"""
        CREATE OR REPLACE FUNCTION raise_tags_of_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                PERFORM raise_tags(ARRAY['{ANY_PAGE}']);
            ELSIF TG_OP = 'UPDATE' THEN
                PERFORM raise_tags(ARRAY({changed} UNION {former}));
            ELSE
                PERFORM raise_tags(ARRAY({changed}));
            END IF;
            RETURN NULL;
        END $$
    """.replace("%", "%%")


def _of_rows(table: str) -> Iterator[tuple[str, str]]:
    """SQLite knows triggers of rows alone, and no functions."""
    seen = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    for change, rows in seen.items():
        tags = dict.fromkeys(tag.format(row=row) for row in rows for tag in BORNE[table])
        raised = " ".join(map(_raised, tags))
        yield f"tags_{table}_{change.lower()}", f"AFTER {change} ON {table} BEGIN {raised} END"


def _raised(tag: str) -> str:
    missing = f"SELECT {tag}, 0 WHERE {tag} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tag_versions WHERE tag = {tag})"  # noqa: S608
    add = f"INSERT INTO tag_versions (tag, version) {missing}"
    return f"{add}; UPDATE tag_versions SET version = version + 1 WHERE tag = {tag};"  # noqa: S608
