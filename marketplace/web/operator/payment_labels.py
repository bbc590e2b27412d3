"""What the operators' desks call the steps of payments and refunds."""

from typing import Final

from marketplace.payments.states import (
    AttemptState,
    NoticeOutcome,
    RefundBearer,
    RefundReason,
    RefundRoute,
    RefundState,
)
from marketplace.text import N_
from marketplace.web.labels import Label

ATTEMPT_STATES: Final = {
    AttemptState.OPEN: Label(N_("Đang trả"), "b"),
    AttemptState.AUTHORISED: Label(N_("Ngân hàng đã giữ tiền"), "b"),
    AttemptState.SUCCEEDED: Label(N_("Đã nhận tiền"), "g"),
    AttemptState.FAILED: Label(N_("Không trả được"), "x"),
    AttemptState.EXPIRED: Label(N_("Hết giờ trả"), "n"),
    AttemptState.CANCELLED: Label(N_("Đã thôi"), "n"),
}
NOTICE_OUTCOMES: Final = {
    NoticeOutcome.APPLIED: Label(N_("Đã ghi vào đơn"), "g"),
    NoticeOutcome.IGNORED: Label(N_("Không cần làm gì"), "n"),
    NoticeOutcome.UNMATCHED: Label(N_("Chưa rõ của đơn nào"), "a"),
    NoticeOutcome.MISMATCHED: Label(N_("Không khớp, cần xem"), "x"),
}
REFUND_STATES: Final = {
    RefundState.REQUESTED: Label(N_("Chờ gửi"), "b"),
    RefundState.APPROVED: Label(N_("Đã duyệt, chờ gửi"), "b"),
    RefundState.SENT: Label(N_("Đang trên đường về"), "b"),
    RefundState.CONFIRMED: Label(N_("Đã về tới khách"), "g"),
    RefundState.FAILED: Label(N_("Gửi không được"), "x"),
    RefundState.CANCELLED: Label(N_("Đã thôi hoàn"), "n"),
}
REFUND_ROUTES: Final = {
    RefundRoute.PROVIDER: N_("Về thẻ đã trả"),
    RefundRoute.TRANSFER: N_("Chuyển khoản"),
}
REFUND_REASONS: Final = {
    RefundReason.CALLED_OFF: N_("Đơn đã hủy"),
    RefundReason.ADJUSTED: N_("Hàng nhẹ hơn hoặc thiếu khi gói"),
    RefundReason.OVERPAID: N_("Trả thừa"),
    RefundReason.LATE: N_("Tiền đến sau khi hết hạn"),
    RefundReason.RETURNED: N_("Khách trả hàng"),
    RefundReason.DAMAGED: N_("Hàng hỏng"),
    RefundReason.WRONG: N_("Sai món"),
    RefundReason.MISSING: N_("Thiếu món trong kiện"),
    RefundReason.LOST: N_("Kiện bị mất"),
    RefundReason.GOODWILL: N_("Bù cho khách"),
}
REFUND_BEARERS: Final = {
    RefundBearer.SELLER: N_("Nơi bán chịu"),
    RefundBearer.SHOP: N_("Chợ chịu"),
    RefundBearer.CARRIER: N_("Nhà vận chuyển chịu"),
}
