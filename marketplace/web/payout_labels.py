"""What states of payouts and reasons for keeping money back are called."""

from collections.abc import Mapping
from typing import Final

from marketplace.payouts import HoldReason, PayoutState, RunState
from marketplace.text import N_
from marketplace.web.labels import Label

RUNS: Final[Mapping[RunState, Label]] = {
    RunState.DRAFT: Label(N_("Chưa chốt"), "b"),
    RunState.CLOSED: Label(N_("Chờ người thứ hai duyệt"), "a"),
    RunState.APPROVED: Label(N_("Đã duyệt, chưa gửi ngân hàng"), "a"),
    RunState.SENT: Label(N_("Ngân hàng đang chuyển"), "b"),
    RunState.DONE: Label(N_("Xong"), "g"),
    RunState.CANCELLED: Label(N_("Đã bỏ"), "n"),
}
PAYOUTS: Final[Mapping[PayoutState, Label]] = {
    PayoutState.PLANNED: Label(N_("Chờ duyệt"), "b"),
    PayoutState.APPROVED: Label(N_("Đã duyệt"), "b"),
    PayoutState.SENT: Label(N_("Ngân hàng đang chuyển"), "b"),
    PayoutState.PAID: Label(N_("Đã về tài khoản"), "g"),
    PayoutState.FAILED: Label(N_("Không chuyển được"), "x"),
    PayoutState.RETURNED: Label(N_("Ngân hàng trả lại"), "x"),
    PayoutState.CANCELLED: Label(N_("Đã bỏ"), "n"),
}
HOLDS: Final[Mapping[HoldReason, str]] = {
    HoldReason.INSPECTION: N_("Chờ khách xem hàng"),
    HoldReason.CASH: N_("Tiền mặt của đơn chưa về chợ"),
    HoldReason.COMPLAINT: N_("Đang hoàn tiền cho khách"),
    HoldReason.UNVERIFIED: N_("Gian hàng chưa đủ giấy tờ, mã số thuế"),
    HoldReason.NO_ACCOUNT: N_("Chưa có tài khoản ngân hàng"),
    HoldReason.NEW_ACCOUNT: N_("Vừa đổi tài khoản ngân hàng"),
    HoldReason.TOO_LITTLE: N_("Chưa đủ mức chuyển, dồn sang lần sau"),
    HoldReason.BY_HAND: N_("Chợ đang giữ"),
}
