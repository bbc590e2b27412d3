"""How people can be reached: what proves an address or a number, where an account was signed in before, who helped
somebody back in, and how many letters an address was sent.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

PURPOSES = ("register", "email", "phone", "reset")


def upgrade() -> None:
    op.add_column("users", sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("phone_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    create_proofs()
    create_known_places()
    create_helps()
    op.create_table(
        "mail_addresses",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_mail_addresses")),
        sa.UniqueConstraint("token", name=op.f("uq_mail_addresses_token")),
    )


def downgrade() -> None:
    for table in ("mail_addresses", "account_helps", "known_places", "contact_proofs"):
        op.drop_table(table)
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("phone_confirmed_at")
        batch_op.drop_column("email_confirmed_at")


def create_proofs() -> None:
    allowed = ", ".join(f"'{purpose}'" for purpose in PURPOSES)
    op.create_table(
        "contact_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=8), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"purpose IN ({allowed})", name=op.f("ck_contact_proofs_purpose_known")),
        sa.CheckConstraint("(email IS NULL) <> (phone IS NULL)", name=op.f("ck_contact_proofs_of_one_contact")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_contact_proofs_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_proofs")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_contact_proofs_token_digest")),
    )
    op.create_index("ix_contact_proofs_user_id", "contact_proofs", ["user_id"])
    op.create_index("ix_contact_proofs_expires_at", "contact_proofs", ["expires_at"])


def create_known_places() -> None:
    op.create_table(
        "known_places",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_known_places_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "digest", name=op.f("pk_known_places")),
    )


def create_helps() -> None:
    op.create_table(
        "account_helps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_account_helps_by_id_users")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_account_helps_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_helps")),
    )
    op.create_index("ix_account_helps_user_id", "account_helps", ["user_id"])
