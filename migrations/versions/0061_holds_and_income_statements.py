"""Money that is kept back may be let go by itself on a day; statements of income, and links to check them."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0063"
branch_labels = None
depends_on = None

BEFORE = "'receipt', 'credit_note', 'fee_statement'"
KINDS = f"{BEFORE}, 'income'"
IS_OPEN = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    op.execute("ALTER TABLE payout_holds ADD COLUMN until_on DATE")
    know_kinds(KINDS)
    create_links()


def know_kinds(kinds: str) -> None:
    """Let documents be of these kinds. SQLite copies the table for it and drops what keeps its rows as they are."""
    for table_name in ("documents", "document_counters"):
        with op.batch_alter_table(table_name) as table:
            table.drop_constraint(op.f(f"ck_{table_name}_kind_known"), type_="check")
            table.create_check_constraint(op.f(f"ck_{table_name}_kind_known"), f"kind IN ({kinds})")
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            refused = "BEGIN SELECT RAISE(ABORT, 'rows of documents are never changed'); END"
            trigger = f"documents_stay_{change.lower()} BEFORE {change} ON documents FOR EACH ROW"
            op.execute(f"CREATE TRIGGER {trigger} {refused}")


def create_links() -> None:
    op.create_table(
        "document_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_links_document_id_documents")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_document_links_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_links")),
        sa.UniqueConstraint("token", name=op.f("uq_document_links_token")),
    )
    op.create_index(op.f("ix_document_links_document_id"), "document_links", ["document_id"])
    only_open = {"unique": True, "sqlite_where": IS_OPEN, "postgresql_where": IS_OPEN}
    op.create_index("uq_document_links_open", "document_links", ["document_id"], **only_open)


def downgrade() -> None:
    op.drop_table("document_links")
    know_kinds(BEFORE)
    op.execute("ALTER TABLE payout_holds DROP COLUMN until_on")
