"""Letters that only look Vietnamese become those that everybody sees, in all that people wrote.

Goods and shops are left to a job, which renews their address and their words in the search index as well.
"""

from functools import reduce

from migrations.batches import in_batches
from migrations.jobs import ask_for

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

AS_SEEN = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "Ƣ": "Ư", "ƣ": "ư"}
COMPOSED = {
    "Ư\u0300": "Ừ",
    "Ư\u0301": "Ứ",
    "Ư\u0303": "Ữ",
    "Ư\u0309": "Ử",
    "Ư\u0323": "Ự",
    "ư\u0300": "ừ",
    "ư\u0301": "ứ",
    "ư\u0303": "ữ",
    "ư\u0309": "ử",
    "ư\u0323": "ự",
}
FOLDED = {"ð": "d", "ɖ": "d", "ƣ": "u"}
TEXTS = {
    "users": ("name",),
    "purchases": ("recipient_name", "street", "old_address", "note"),
    "order_events": ("note",),
    "order_lines": ("name_vi", "name_en", "pack_vi", "pack_en"),
    "variants": ("pack_vi", "pack_en"),
    "seller_events": ("note",),
    "certificates": ("title_vi", "title_en", "issuer_vi", "issuer_en", "revoked_reason_vi", "revoked_reason_en"),
    "lots": ("recall_reason_vi", "recall_reason_en"),
    "lot_steps": ("title_vi", "title_en", "place_vi", "place_en"),
    "stamp_reports": ("what",),
    "pictures": ("alt_vi", "alt_en"),
    "reviews": ("author", "body", "reply", "hidden_reason"),
    "questions": ("author", "body"),
    "answers": ("author", "body"),
    "reports": ("note",),
    "collections": ("title_vi", "title_en", "intro_vi", "intro_en"),
    "synonym_groups": ("words",),
}


def upgrade() -> None:
    for table, columns in TEXTS.items():
        in_batches(renewing(table, columns, AS_SEEN | COMPOSED), table)
    in_batches(renewing("purchases", ("recipient_folded",), FOLDED), "purchases")
    in_batches(renewing("collection_items", ("note_vi", "note_en"), AS_SEEN | COMPOSED, "collection_id"), "collections")
    ask_for("letters", where_any="sellers")


def downgrade() -> None:
    """The letters that everybody sees may stay."""


def renewing(table: str, columns: tuple[str, ...], letters: dict[str, str], key: str = "id") -> str:
    """Only rows with such a letter are written, and none of them twice."""
    renewed = {column: reduce(replacing, letters.items(), column) for column in columns}
    wanted = ", ".join(f"{column} = {value}" for column, value in renewed.items())
    differ = " OR ".join(f"{column} <> {value}" for column, value in renewed.items())
    return f"UPDATE {table} SET {wanted} WHERE {key} > :after AND {key} <= :until AND ({differ})"  # noqa: S608 - names of this file


def replacing(value: str, letters: tuple[str, str]) -> str:
    before, after = letters
    return f"replace({value}, '{before}', '{after}')"
