"""What requests and their states are called on the operators' pages."""

from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.approvals import ApprovalKind, ApprovalState
from marketplace.text import N_
from marketplace.web.labels import Label

KINDS: Final = {
    ApprovalKind.SELLER: _("Nơi bán"),
    ApprovalKind.BANK_ACCOUNT: _("Tài khoản nhận tiền"),
    ApprovalKind.PRODUCT: _("Món mới"),
    ApprovalKind.PRODUCT_CHANGE: _("Món đổi nội dung"),
    ApprovalKind.PRICE: _("Giá nhảy"),
    ApprovalKind.STORY: _("Câu chuyện"),
    ApprovalKind.CERTIFICATE: _("Chứng nhận"),
}
STATES: Final = {
    ApprovalState.WAITING: Label(N_("Chờ duyệt"), "a"),
    ApprovalState.APPROVED: Label(N_("Đã duyệt"), "b"),
    ApprovalState.SENT_BACK: Label(N_("Đã trả lại"), "x"),
    ApprovalState.WITHDRAWN: Label(N_("Đã rút lại"), "n"),
}
