"""Ready reasons for calling off an order, and the rules for a short harvest. What is kept is the sentence or the rule;
whoever reads it has it translated.
"""

from typing import Final

from marketplace.orders.states import Undelivered
from marketplace.stock.models import ShortfallRule
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
HARVEST_SHORT: Final = N_("Thu hoạch ít hơn số khách đặt, không đủ cho đơn này")
"""Of what was ordered of a harvest that turned out too small."""
SHORTFALLS: Final = {
    ShortfallRule.PRO_RATA: N_("Thu ít hơn số đặt: chia đều theo số đã đặt, phần thiếu không phải trả."),
    ShortfallRule.FIRST_COME: N_("Thu ít hơn số đặt: ai đặt trước được trước, phần thiếu không phải trả."),
    ShortfallRule.REFUND: N_("Thu ít hơn số đặt: hủy cả đợt, không ai phải trả tiền."),
}
"""What becomes of an order when a harvest is too small, as the buyer agrees to it."""
CANCEL_AGREED: Final = N_("Người mua xin hủy, nơi bán đồng ý")
CANCEL_UNANSWERED: Final = N_("Người mua xin hủy, nơi bán không trả lời đúng hạn")
PACKED_TOO_LATE: Final = N_("Nơi bán gói trễ hẹn, người mua không đợi nữa")
NEVER_ANSWERED: Final = N_("Nơi bán không trả lời đơn đúng hạn")
"""The shop's own, of what a buyer asked to have called off, and of what a seller never answered."""
CANCEL_REFUSALS: Final = (
    N_("Hàng đã gói xong, sắp giao đi"),
    N_("Kiện đã giao đi"),
    N_("Hàng làm riêng cho đơn này, đã làm xong"),
    N_("Hàng tươi đã thu hoạch cho đơn này"),
)
"""Why a seller sends what a buyer wants no more."""
_FORMER: Final = (N_("Hàng đã gói xong, bưu tá sắp lấy"), N_("Bưu tá đã lấy kiện"))
"""What the first two were called, as orders of then still say."""
TAKEN_DOWN: Final = N_("Món hàng trong đơn không còn được bán trên chợ")
"""The operators' own, of goods that they took down."""
NOTHING_THERE: Final = SELLERS[0]
NOT_WITHOUT_IT: Final = N_("Thiếu hàng, người mua không nhận phần còn lại")
"""The shop's own, after a question about goods that were short."""
NOT_DELIVERED: Final = {
    Undelivered.REFUSED: N_("Người mua không nhận"),
    Undelivered.UNREACHABLE: N_("Gọi người mua nhiều lần không được"),
    Undelivered.WRONG_ADDRESS: N_("Sai địa chỉ hoặc số điện thoại"),
    Undelivered.DAMAGED: N_("Hàng hỏng trên đường"),
    Undelivered.LOST: N_("Đơn vị chuyển làm mất hoặc làm hỏng hết"),
    Undelivered.NOT_COLLECTED: N_("Người mua không đến lấy"),
}
"""Why a parcel that was sent did not reach its buyer."""
_READY: Final = frozenset(
    {
        *BUYERS,
        *SELLERS,
        *OPERATORS,
        *CANCEL_REFUSALS,
        *_FORMER,
        *NOT_DELIVERED.values(),
        TIME_RAN_OUT,
        HARVEST_SHORT,
        TAKEN_DOWN,
        NOT_WITHOUT_IT,
        CANCEL_AGREED,
        CANCEL_UNANSWERED,
        PACKED_TOO_LATE,
        NEVER_ANSWERED,
    }
)


def is_ready(reason: str) -> bool:
    """Whether it is one of these, which every reader gets in their own language, and not somebody's own words."""
    return reason in _READY
