"""What the shelves hold: the goods as they are searched, filtered and sorted, and the words people use."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES = {
    "category_rank": ["category", "rank"],
    "category_price": ["category", "price_vnd", "product_id"],
    "category_unit_price": ["category", "unit_price_vnd", "product_id"],
    "category_rating": ["category", "rating", "product_id"],
    "category_newest": ["category", "product_id"],
    "price": ["price_vnd", "product_id"],
    "unit_price": ["unit_price_vnd", "product_id"],
    "rating": ["rating", "product_id"],
    "province_rank": ["province_code", "rank"],
    "seller_rank": ["seller_id", "rank"],
    "changes_on": ["changes_on"],
}


def upgrade() -> None:
    op.create_table(
        "shelf_entries",
        sa.Column("product_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=False),
        sa.Column("price_vnd", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_vnd", sa.BigInteger(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("storage_class", sa.String(length=8), nullable=False),
        sa.Column("ship_scope", sa.String(length=8), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("stars_until", sa.Date(), nullable=True),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("papers_until", sa.Date(), nullable=True),
        sa.Column("is_traceable", sa.Boolean(), nullable=False),
        sa.Column("fresh_until", sa.Date(), nullable=True),
        sa.Column("changes_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_shelf_entries_product_id_products")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_shelf_entries_seller_id_sellers")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_shelf_entries")),
        sa.UniqueConstraint("rank", name=op.f("uq_shelf_entries_rank")),
    )
    for name, columns in INDEXES.items():
        op.create_index(f"ix_shelf_entries_{name}", "shelf_entries", columns)
    op.create_table(
        "synonym_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=440), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym_groups")),
    )
    _create_index_of_words()
    with op.batch_alter_table("products") as batch_op:
        batch_op.drop_index("ix_products_category_shelf")
        batch_op.drop_index("ix_products_shelf")
        batch_op.drop_column("folded")


def _create_index_of_words() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE shelf_words USING fts5"
            "(words, detail=none, columnsize=0, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
        )
        op.execute("CREATE VIRTUAL TABLE shelf_vocabulary USING fts5vocab(shelf_words, row)")
        return
    op.execute("CREATE TABLE shelf_words (rank bigint PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_shelf_words_words ON shelf_words USING gin (words)")


def downgrade() -> None:
    with op.batch_alter_table("products") as batch_op:
        batch_op.add_column(sa.Column("folded", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index("ix_products_shelf", ["is_listed", "sold_units", "id"])
        batch_op.create_index("ix_products_category_shelf", ["category", "is_listed", "sold_units", "id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE shelf_vocabulary")
    op.execute("DROP TABLE shelf_words")
    op.drop_table("synonym_groups")
    op.drop_table("shelf_entries")
