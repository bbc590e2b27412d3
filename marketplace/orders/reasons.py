"""Ready reasons for calling off an order. One is kept as its sentence here; whoever reads it has it translated."""

from typing import Final

from marketplace.text import N_

BUYERS: Final = (
    N_("Đặt nhầm món, nhầm cỡ hoặc số lượng"),
    N_("Muốn đổi người nhận hoặc nơi nhận"),
    N_("Nhận muộn hơn lúc cần"),
    N_("Phí gửi cao"),
    N_("Không cần nữa"),
)
SELLERS: Final = (
    N_("Hàng vừa hết"),
    N_("Hàng không đạt, không gửi được"),
    N_("Không gửi được tới nơi nhận"),
    N_("Gọi người mua nhiều lần không được"),
    N_("Người mua nhờ hủy"),
)
OPERATORS: Final = (
    N_("Người mua gọi xin hủy"),
    N_("Nơi bán báo không gửi được"),
    N_("Nơi bán không nhận đơn đúng hạn"),
    N_("Không liên lạc được với người mua"),
    N_("Đơn đặt trùng hoặc đặt thử"),
)
TIME_RAN_OUT: Final = N_("Quá hạn thanh toán")
"""The shop's own, of what was never paid."""
NOTHING_THERE: Final = SELLERS[0]
NOT_WITHOUT_IT: Final = N_("Thiếu hàng, người mua không nhận phần còn lại")
"""The shop's own, after a question about goods that were short."""
_READY: Final = frozenset({*BUYERS, *SELLERS, *OPERATORS, TIME_RAN_OUT, NOT_WITHOUT_IT})


def is_ready(reason: str) -> bool:
    """Whether it is one of these, which every reader gets in their own language, and not somebody's own words."""
    return reason in _READY
