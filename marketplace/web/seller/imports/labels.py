"""What the columns of a table, its states and its rows are called."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

from marketplace.approvals import ApprovalState
from marketplace.catalogue.blocked_words import flags_in
from marketplace.catalogue.categories import CATEGORIES
from marketplace.catalogue.ocop_sets import OCOP_SETS
from marketplace.errors import DomainError
from marketplace.imports import ImportRow, ImportState, RowState
from marketplace.imports.checking import Kind
from marketplace.text import N_
from marketplace.web import listing_labels
from marketplace.web.filters import say, sentence_of, vnd
from marketplace.web.labels import Label
from marketplace.web.locale import gettext

FIELDS: Final[Mapping[str, Any]] = {
    **listing_labels.FIELDS,
    "product": _("Mã món"),
    "pack": _("Mã cỡ gói"),
    "pack_vi": _("Cỡ gói"),
    "pack_en": _("Cỡ gói tiếng Anh"),
    "content": _("Lượng trong gói"),
    "gross_grams": _("Cân cả vỏ"),
    "price_breaks": _("Giá mua nhiều"),
}
STATES: Final = {
    ImportState.READING: Label(N_("Đang đọc"), "b"),
    ImportState.REFUSED: Label(N_("Không đọc được"), "x"),
    ImportState.MAPPING: Label(N_("Chờ chọn cột"), "a"),
    ImportState.CHECKING: Label(N_("Đang soát"), "b"),
    ImportState.CHECKED: Label(N_("Chờ nhận"), "a"),
    ImportState.WRITING: Label(N_("Đang nhận"), "b"),
    ImportState.WRITTEN: Label(N_("Đã nhận"), "g"),
    ImportState.UNDOING: Label(N_("Đang rút lại"), "b"),
    ImportState.UNDONE: Label(N_("Đã rút lại"), "n"),
    ImportState.SENDING: Label(N_("Đang gửi duyệt"), "b"),
}
ROW_STATES: Final = {
    RowState.UNCHECKED: Label(N_("Chưa soát"), "n"),
    RowState.BAD: Label(N_("Cần sửa"), "a"),
    RowState.GOOD: Label(N_("Đạt"), "g"),
    RowState.SAME: Label(N_("Không đổi"), "n"),
    RowState.DROPPED: Label(N_("Đã bỏ"), "n"),
    RowState.WRITTEN: Label(N_("Đã nhận"), "g"),
    RowState.UNDONE: Label(N_("Đã rút lại"), "n"),
    RowState.KEPT: Label(N_("Giữ lại"), "b"),
}
REQUEST_STATES: Final = {
    ApprovalState.WAITING: Label(N_("Chờ duyệt"), "b"),
    ApprovalState.APPROVED: Label(N_("Đã duyệt"), "g"),
    ApprovalState.SENT_BACK: Label(N_("Bị trả lại"), "a"),
    ApprovalState.WITHDRAWN: Label(N_("Đã rút lại"), "n"),
}
KINDS: Final = {
    Kind.NEW: _("Món mới, vào bản nháp"),
    Kind.PACK: _("Thêm cỡ gói, vào bản nháp"),
    Kind.CHANGE: _("Sửa món đã có"),
    Kind.SAME: _("Giống hệt món đã có"),
}


def told(kept: Mapping[str, Any]) -> str:
    """A sentence that was kept, in the language of the page."""
    blanks = {name: told(value) if isinstance(value, dict) else value for name, value in kept["params"].items()}
    for flag in flags_in(str(blanks.get("word", ""))):
        blanks |= {"why": say(flag.reason, "why"), "instead": say(flag.reason, "instead")}
    return sentence_of(DomainError(kept["sentence"], **blanks))


def plan_of(row: ImportRow) -> str:
    """What the row will do, in one line."""
    return "; ".join(_plan(row.plan)) if row.plan else ""


def _plan(plan: Mapping[str, Any]) -> Iterator[str]:
    kind = Kind(plan["kind"])
    yield str(KINDS[kind])
    if price := plan.get("price"):
        yield gettext("giá %(before)s thành %(after)s", before=vnd(price[0] or 0), after=vnd(price[1]))
    if left := plan.get("left"):
        yield gettext("số còn %(before)s thành %(after)s", before=left[0] or 0, after=left[1])
    other = [name for name in plan.get("fields", ()) if name not in {"price_vnd", "left"}]
    if kind == Kind.CHANGE and other:
        yield gettext("vào bản nháp: %(fields)s", fields=", ".join(str(FIELDS[name]) for name in other))


def choices_of(name: str) -> list[tuple[str, str]]:
    """What may be chosen for this field, as a table names it and as the page does; none where it is typed."""
    match name:
        case "category":
            return [(each.name_vi, say(each, "name")) for each in CATEGORIES]
        case "ocop_set":
            return [(each.name_vi, say(each, "name")) for each in OCOP_SETS]
        case "storage_class":
            return [(value, str(label)) for value, label in listing_labels.STORAGE_CLASSES.items()]
        case "ship_scope":
            return [(value, str(label)) for value, label in listing_labels.SHIP_SCOPES.items()]
        case "is_fragile" | "is_ocop_applicant":
            return [("có", gettext("có")), ("không", gettext("không"))]
    return []
