"""Reviews with three headings, photos, replies and votes; questions and answers."""

import sqlalchemy as sa
from alembic import op

from migrations.refs import new_ref

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HEADINGS = ("quality", "look", "as_described")


def upgrade() -> None:
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.add_column(sa.Column("ref", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("author_id", sa.Integer(), nullable=True))
        for heading in HEADINGS:
            batch_op.add_column(sa.Column(heading, sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("helpful_count", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("reply", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("replied_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
        for column in hideable():
            batch_op.add_column(column)
    fill_in_the_headings()
    with op.batch_alter_table("reviews") as batch_op:
        for column, kind in (("ref", sa.String(length=16)), *((heading, sa.Integer()) for heading in HEADINGS)):
            batch_op.alter_column(column, existing_type=kind, nullable=False)
        for column in ("tags", "helpful_count", "reply", "hidden_reason"):
            batch_op.alter_column(column, server_default=None)
        batch_op.create_unique_constraint(op.f("uq_reviews_ref"), ["ref"])
        for heading in HEADINGS:
            batch_op.create_check_constraint(op.f(f"ck_reviews_{heading}_in_range"), f"{heading} BETWEEN 1 AND 5")
        batch_op.create_check_constraint(
            op.f("ck_reviews_points_are_the_mean"), "points = (quality + look + as_described + 1) / 3"
        )
        for person in ("author_id", "replied_by_id", "hidden_by_id"):
            batch_op.create_foreign_key(op.f(f"fk_reviews_{person}_users"), "users", [person], ["id"])
        batch_op.create_index(op.f("ix_reviews_author_id"), ["author_id"], unique=False)

    op.create_table(
        "review_votes",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_votes_review_id_reviews")),
        sa.PrimaryKeyConstraint("review_id", "reader", name=op.f("pk_review_votes")),
    )
    create_questions()
    create_answers()
    create_reports()


def hideable() -> list[sa.Column]:
    return [
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=False, server_default=""),
    ]


def fill_in_the_headings() -> None:
    """Reviews written before knew one score: each heading gets it, so that their mean stays what it was."""
    scores = ", ".join(f"{heading} = points" for heading in HEADINGS)
    op.execute(f"UPDATE reviews SET ref = {new_ref()}, {scores}")  # noqa: S608 - names and constants of this file


def create_questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("body", sa.String(length=500), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_questions_product_id_products")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_questions_author_id_users")),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["users.id"], name=op.f("fk_questions_hidden_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("ref", name=op.f("uq_questions_ref")),
    )
    with op.batch_alter_table("questions") as batch_op:
        batch_op.create_index(op.f("ix_questions_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_questions_product_newest", ["product_id", "asked_at"], unique=False)


def create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("body", sa.String(length=1000), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("role IN ('seller', 'buyer')", name=op.f("ck_answers_role_known")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_answers_question_id_questions")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_answers_author_id_users")),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["users.id"], name=op.f("fk_answers_hidden_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("ref", name=op.f("uq_answers_ref")),
        sa.UniqueConstraint("question_id", "author_id", "role", name=op.f("uq_answers_question_id_author_id_role")),
    )
    of_the_shop = sa.text("role = 'seller'")
    with op.batch_alter_table("answers") as batch_op:
        batch_op.create_index(
            "uq_answers_shop", ["question_id"], unique=True, sqlite_where=of_the_shop, postgresql_where=of_the_shop
        )


def create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=8), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("reader", sa.String(length=60), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason IN ('spam', 'insult', 'private', 'other')", name=op.f("ck_reports_reason_known")),
        sa.CheckConstraint("outcome IN ('kept', 'hidden')", name=op.f("ck_reports_outcome_known")),
        sa.CheckConstraint(
            "(review_id IS NOT NULL AND question_id IS NULL AND answer_id IS NULL)"
            " OR (review_id IS NULL AND question_id IS NOT NULL AND answer_id IS NULL)"
            " OR (review_id IS NULL AND question_id IS NULL AND answer_id IS NOT NULL)",
            name=op.f("ck_reports_about_one_thing"),
        ),
        sa.CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_reports_decided_with_outcome")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_reports_review_id_reviews")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_reports_question_id_questions")),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_reports_answer_id_answers")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_reports_decided_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("ref", name=op.f("uq_reports_ref")),
        sa.UniqueConstraint("review_id", "reader", name=op.f("uq_reports_review_id_reader")),
        sa.UniqueConstraint("question_id", "reader", name=op.f("uq_reports_question_id_reader")),
        sa.UniqueConstraint("answer_id", "reader", name=op.f("uq_reports_answer_id_reader")),
    )
    with op.batch_alter_table("reports") as batch_op:
        batch_op.create_index("ix_reports_waiting", ["outcome", "reported_at", "id"], unique=False)


def downgrade() -> None:
    for table in ("reports", "answers", "questions", "review_votes"):
        op.drop_table(table)
    with op.batch_alter_table("reviews") as batch_op:
        batch_op.drop_index(op.f("ix_reviews_author_id"))
        for person in ("author_id", "replied_by_id", "hidden_by_id"):
            batch_op.drop_constraint(op.f(f"fk_reviews_{person}_users"), type_="foreignkey")
        batch_op.drop_constraint(op.f("ck_reviews_points_are_the_mean"), type_="check")
        for heading in HEADINGS:
            batch_op.drop_constraint(op.f(f"ck_reviews_{heading}_in_range"), type_="check")
        batch_op.drop_constraint(op.f("uq_reviews_ref"), type_="unique")
        columns = ("ref", "author_id", *HEADINGS, "tags", "helpful_count", "reply", "replied_at", "replied_by_id")
        for column in (*columns, "edited_at", "hidden_at", "hidden_by_id", "hidden_reason"):
            batch_op.drop_column(column)
