"""Sellers file certificates, operators verify them; a newer one supersedes, an issuer extends or withdraws."""

import sqlalchemy as sa
from alembic import op

revision = "0170"
down_revision = "0160"
branch_labels = None
depends_on = None

BEFORE = "state IN ('submitted', 'verified', 'revoked')"
AFTER = "state IN ('submitted', 'verified', 'revoked', 'superseded')"
GROUNDS = "revoked_ground IN ('issuer', 'returned', 'forged', 'mistake')"
COLUMNS = ("verified_at", "extended_from", "paper_key", "score_hundredths", "scope_vi", "holder_vi", "revoked_ground")


def upgrade() -> None:
    with op.batch_alter_table("certificates") as table:
        table.add_column(sa.Column("revoked_ground", sa.String(10)))
        for name in ("holder_vi", "scope_vi"):
            table.add_column(sa.Column(name, sa.String(200), nullable=False, server_default=""))
        table.add_column(sa.Column("score_hundredths", sa.Integer()))
        table.add_column(sa.Column("paper_key", sa.String(64)))
        table.add_column(sa.Column("extended_from", sa.Date()))
        table.add_column(sa.Column("verified_at", sa.DateTime(timezone=True)))
        table.create_unique_constraint("uq_certificates_paper_key", ["paper_key"])
        table.create_check_constraint(op.f("ck_certificates_revoked_ground_known"), GROUNDS)
        table.create_check_constraint(op.f("ck_certificates_score_of_hundred"), "score_hundredths BETWEEN 0 AND 10000")
        table.create_check_constraint(op.f("ck_certificates_extended_later"), "expires_on > extended_from")
        table.drop_constraint(op.f("ck_certificates_state_known"), type_="check")
        table.create_check_constraint(op.f("ck_certificates_state_known"), AFTER)
    make_events()
    make_filings()


def make_events() -> None:
    op.create_table(
        "certificate_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("note", sa.String(300), nullable=False),
        sa.CheckConstraint(
            "step IN ('verified', 'extended', 'superseded', 'withdrawn')",
            name=op.f("ck_certificate_events_step_known"),
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name="fk_certificate_events_certificate_id_certificates"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_certificate_events_by_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate_events"),
    )
    op.create_index("ix_certificate_events_certificate_id", "certificate_events", ["certificate_id"])


def make_filings() -> None:
    op.create_table(
        "certificate_filings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer()),
        sa.Column("extends_id", sa.Integer()),
        sa.Column("certificate_id", sa.Integer()),
        sa.Column("paper_key", sa.String(64)),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name="fk_certificate_filings_seller_id_sellers", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_certificate_filings_product_id_products"),
        sa.ForeignKeyConstraint(
            ["extends_id"], ["certificates.id"], name="fk_certificate_filings_extends_id_certificates"
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name="fk_certificate_filings_certificate_id_certificates"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_certificate_filings"),
        sa.UniqueConstraint("ref", name="uq_certificate_filings_ref"),
    )
    op.create_index("ix_certificate_filings_of_seller", "certificate_filings", ["seller_id", "id"])
    op.create_index("ix_certificate_filings_paper_key", "certificate_filings", ["paper_key"])
    op.create_index("ix_certificate_filings_product_id", "certificate_filings", ["product_id"])
    op.create_index("ix_certificate_filings_certificate_id", "certificate_filings", ["certificate_id"])
    op.create_table(
        "certificate_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filing_id"],
            ["certificate_filings.id"],
            name="fk_certificate_pages_filing_id_certificate_filings",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name="fk_certificate_pages_picture_id_pictures"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate_pages"),
    )
    op.create_index("ix_certificate_pages_filing_id", "certificate_pages", ["filing_id"])


def downgrade() -> None:
    """What was superseded counts as verified again: the newer certificate of the same goods says so by its dates."""
    for table in ("certificate_pages", "certificate_filings", "certificate_events"):
        op.drop_table(table)
    op.execute("UPDATE certificates SET state = 'verified' WHERE state = 'superseded'")
    with op.batch_alter_table("certificates") as table:
        for name in ("extended_later", "score_of_hundred", "revoked_ground_known", "state_known"):
            table.drop_constraint(op.f(f"ck_certificates_{name}"), type_="check")
        table.create_check_constraint(op.f("ck_certificates_state_known"), BEFORE)
        table.drop_constraint("uq_certificates_paper_key", type_="unique")
        for column in COLUMNS:
            table.drop_column(column)
