"""Operators take goods down and ask for changes; requests can be taken back; somebody may apply for a household."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0034"
branch_labels = None
depends_on = None

NOT_LISTED = "taken_down_at IS NULL OR NOT is_listed"
INSTANT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}
PURPOSES = ("register", "email", "phone", "reset")
MORE = ("shop",)


def upgrade() -> None:
    widen_products()
    widen_approvals()
    widen_applications()
    with op.batch_alter_table("contact_proofs") as table:
        table.drop_constraint(op.f("ck_contact_proofs_purpose_known"), type_="check")
        table.create_check_constraint(op.f("ck_contact_proofs_purpose_known"), one_of((*PURPOSES, *MORE)))
    op.create_index("ix_pictures_digest", "pictures", ["digest"])
    create_cases()


def downgrade() -> None:
    op.drop_table("product_cases")
    op.drop_index("ix_pictures_digest", table_name="pictures")
    op.execute("DELETE FROM contact_proofs WHERE purpose = 'shop'")
    with op.batch_alter_table("contact_proofs") as table:
        table.drop_constraint(op.f("ck_contact_proofs_purpose_known"), type_="check")
        table.create_check_constraint(op.f("ck_contact_proofs_purpose_known"), one_of(PURPOSES))
    for column in ("reminded_at", "household_refused_at", "household_confirmed_at", "household_token", "is_helped"):
        op.drop_column("seller_applications", column)
    op.add_column("seller_applications", sa.Column("phone_code_digest", sa.String(length=64), nullable=True))
    op.add_column("seller_applications", sa.Column("phone_code_ends_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "seller_applications", sa.Column("phone_code_tries", sa.Integer(), server_default="0", nullable=False)
    )
    op.drop_index("ix_approvals_of_product", table_name="approvals")
    with op.batch_alter_table("approvals") as table:
        table.drop_constraint(op.f("fk_approvals_product_id_products"), type_="foreignkey")
        table.drop_constraint(op.f("fk_approvals_planned_by_id_users"), type_="foreignkey")
        for column in ("effect_at", "planned_by_id", "planned", "product_id"):
            table.drop_column(column)
    op.drop_index("ix_products_name_key", table_name="products")
    op.drop_index("ix_products_taken_down_at", table_name="products")
    with op.batch_alter_table("products") as table:
        table.drop_constraint(op.f("ck_products_taken_down_not_listed"), type_="check")
        for column in ("words_checked", "words_found", "name_key", "taken_down_at"):
            table.drop_column(column)


def widen_products() -> None:
    """In the database's own words: so SQLite copies no table, and every server keeps what was taken down off sale."""
    instant = INSTANT[op.get_bind().dialect.name]
    check = f"CONSTRAINT ck_products_taken_down_not_listed CHECK ({NOT_LISTED})"
    op.execute(f"ALTER TABLE products ADD COLUMN taken_down_at {instant} {check}")
    op.add_column("products", sa.Column("name_key", sa.String(length=200), server_default="", nullable=False))
    op.add_column("products", sa.Column("words_found", sa.String(length=300), server_default="", nullable=False))
    op.add_column("products", sa.Column("words_checked", sa.String(length=16), server_default="", nullable=False))
    op.create_index("ix_products_name_key", "products", ["name_key"])
    op.create_index("ix_products_taken_down_at", "products", ["taken_down_at"])


def widen_approvals() -> None:
    with op.batch_alter_table("approvals") as table:
        table.add_column(sa.Column("product_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("planned", sa.String(length=12), nullable=True))
        table.add_column(sa.Column("planned_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("effect_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(op.f("fk_approvals_product_id_products"), "products", ["product_id"], ["id"])
        table.create_foreign_key(op.f("fk_approvals_planned_by_id_users"), "users", ["planned_by_id"], ["id"])
    op.create_index("ix_approvals_of_product", "approvals", ["product_id", "id"])


def widen_applications() -> None:
    """Codes for telephones are proofs like all others now; nothing that was brought out ever read these columns."""
    for column in ("phone_code_digest", "phone_code_ends_at", "phone_code_tries"):
        op.drop_column("seller_applications", column)
    op.add_column(
        "seller_applications", sa.Column("is_helped", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("seller_applications", sa.Column("household_token", sa.String(length=64), nullable=True))
    for column in ("household_confirmed_at", "household_refused_at", "reminded_at"):
        op.add_column("seller_applications", sa.Column(column, sa.DateTime(timezone=True), nullable=True))


def create_cases() -> None:
    op.create_table(
        "product_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("words_vi", sa.Text(), nullable=False),
        sa.Column("words_en", sa.Text(), nullable=False),
        sa.Column("legal_ground", sa.String(length=200), nullable=False),
        sa.Column("authority", sa.String(length=160), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("demanded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_down_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_down_by_id", sa.Integer(), nullable=True),
        sa.Column("was_listed", sa.Boolean(), nullable=False),
        sa.Column("orders_decision", sa.String(length=8), nullable=True),
        sa.Column("orders_count", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closing_note", sa.String(length=500), nullable=False),
        sa.CheckConstraint("kind IN ('takedown', 'change')", name=op.f("ck_product_cases_kind_known")),
        sa.CheckConstraint(
            "orders_decision IN ('continue', 'cancel')", name=op.f("ck_product_cases_orders_decision_known")
        ),
        sa.CheckConstraint(
            "closed_by_id IS NULL OR closed_by_id <> taken_down_by_id", name=op.f("ck_product_cases_two_people")
        ),
        *(
            sa.ForeignKeyConstraint([f"{column}"], [f"{there}.id"], name=op.f(f"fk_product_cases_{column}_{there}"))
            for column, there in (
                ("product_id", "products"),
                ("opened_by_id", "users"),
                ("taken_down_by_id", "users"),
                ("answered_by_id", "users"),
                ("closed_by_id", "users"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_cases")),
        sa.UniqueConstraint("ref", name=op.f("uq_product_cases_ref")),
    )
    op.create_index(op.f("ix_product_cases_product_id"), "product_cases", ["product_id"])
    open_ = {f"{dialect}_where": sa.text("closed_at IS NULL") for dialect in ("sqlite", "postgresql")}
    op.create_index("uq_product_cases_open", "product_cases", ["product_id", "kind"], unique=True, **open_)
    op.create_index("ix_product_cases_due", "product_cases", ["due_at"], **open_)


def one_of(purposes: tuple[str, ...]) -> str:
    allowed = ", ".join(f"'{purpose}'" for purpose in purposes)
    return f"purpose IN ({allowed})"
