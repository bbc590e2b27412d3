"""Claims, returns and exchanges, with their threads and files, and what shops take back."""

import sqlalchemy as sa
from alembic import op

revision = "0095"
down_revision = "0106"
branch_labels = None
depends_on = None

STATES = ("open", "offered", "escalated", "appealed", "coming_back", "replacing", "settled", "refused", "withdrawn")
REASONS = (
    "broken",
    "spoiled",
    "missing",
    "wrong",
    "not_as_described",
    "other",
    "wrong_choice",
    "not_needed",
    "changed_mind",
)
STEPS = (
    "opened",
    "wrote",
    "offered",
    "agreed",
    "declined",
    "escalated",
    "sent_back",
    "received",
    "sent_again",
    "decided",
    "refused",
    "appealed",
    "restocked",
    "withdrawn",
    "lapsed",
)
ROLES = ("buyer", "seller", "operator", "system")
LIVE = sa.text("state IN ('open', 'offered', 'escalated', 'appealed', 'coming_back', 'replacing')")
MOMENT = sa.DateTime(timezone=True)


def one_of(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=op.f(f"ck_{table}_{column}_known"))


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    create_claims()
    create_lines()
    create_thread()
    create_policies()


def downgrade() -> None:
    for table in ("return_policies", "claim_files", "claim_events", "claim_lines", "claims"):
        op.drop_table(table)


def create_claims() -> None:
    offer = "offered_vnd IS NULL OR (offered_vnd > 0 AND offered_vnd <= worth_vnd)"
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("wish", sa.String(8), nullable=False),
        sa.Column("worth_vnd", sa.BigInteger(), nullable=False),
        sa.Column("shipping_vnd", sa.BigInteger(), nullable=False),
        sa.Column("offered_vnd", sa.BigInteger(), nullable=True),
        sa.Column("given_vnd", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("sent_back_at", MOMENT, nullable=True),
        sa.Column("appeal_by", MOMENT, nullable=True),
        sa.Column("appealed_at", MOMENT, nullable=True),
        one_of("claims", "kind", ("claim", "return", "exchange")),
        one_of("claims", "state", STATES),
        one_of("claims", "reason", REASONS),
        one_of("claims", "wish", ("money", "again", "other")),
        sa.CheckConstraint("given_vnd >= 0 AND given_vnd <= worth_vnd", name=op.f("ck_claims_given_within_worth")),
        sa.CheckConstraint(offer, name=op.f("ck_claims_offer_sensible")),
        to("claims", "order_id", "orders"),
        to("claims", "seller_id", "sellers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("ref", name=op.f("uq_claims_ref")),
        sa.UniqueConstraint("number", name=op.f("uq_claims_number")),
    )
    op.create_index(op.f("ix_claims_order_id"), "claims", ["order_id"])
    op.create_index("ix_claims_due", "claims", ["state", "due_at", "id"])
    op.create_index("ix_claims_live", "claims", ["order_id"], sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_index("ix_claims_of_seller", "claims", ["seller_id", "state", "due_at"])


def create_lines() -> None:
    received = "received IS NULL OR (received >= 0 AND received <= quantity)"
    restocked = "restocked >= 0 AND restocked <= coalesce(received, 0)"
    op.create_table(
        "claim_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("worth_vnd", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=True),
        sa.Column("restocked", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_claim_lines_quantity_positive")),
        sa.CheckConstraint(received, name=op.f("ck_claim_lines_received_covered")),
        sa.CheckConstraint(restocked, name=op.f("ck_claim_lines_restocked_covered")),
        to("claim_lines", "claim_id", "claims"),
        to("claim_lines", "order_line_id", "order_lines"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_lines")),
        sa.UniqueConstraint("claim_id", "order_line_id", name=op.f("uq_claim_lines_claim_id_order_line_id")),
    )
    op.create_index(op.f("ix_claim_lines_order_line_id"), "claim_lines", ["order_line_id"])


def create_thread() -> None:
    op.create_table(
        "claim_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(1000), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=True),
        sa.Column("bearer", sa.String(8), nullable=True),
        sa.Column("refund_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        one_of("claim_events", "step", STEPS),
        one_of("claim_events", "state", STATES),
        one_of("claim_events", "role", ROLES),
        one_of("claim_events", "bearer", ("seller", "shop", "carrier")),
        to("claim_events", "claim_id", "claims"),
        to("claim_events", "by_id", "users"),
        to("claim_events", "refund_id", "refunds"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_events")),
        sa.UniqueConstraint("refund_id", name=op.f("uq_claim_events_refund_id")),
    )
    op.create_index(op.f("ix_claim_events_claim_id"), "claim_events", ["claim_id"])
    op.create_table(
        "claim_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("video", sa.String(16), nullable=True),
        sa.CheckConstraint("(picture_id IS NULL) <> (video IS NULL)", name=op.f("ck_claim_files_one_kind")),
        to("claim_files", "event_id", "claim_events"),
        to("claim_files", "picture_id", "pictures"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_files")),
        sa.UniqueConstraint("picture_id", name=op.f("uq_claim_files_picture_id")),
        sa.UniqueConstraint("video", name=op.f("uq_claim_files_video")),
    )
    op.create_index(op.f("ix_claim_files_event_id"), "claim_files", ["event_id"])


def create_policies() -> None:
    op.create_table(
        "return_policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("takes_back", sa.Boolean(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        to("return_policies", "seller_id", "sellers"),
        to("return_policies", "by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_policies")),
    )
    op.create_index("ix_return_policies_of_seller", "return_policies", ["seller_id", "since"])
