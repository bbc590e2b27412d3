"""What can go wrong with a delivery, and with the tables of its fees."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class OutOfReach(Conflict):
    """These goods are not sent that far; the sentence says how far they are."""


class TariffNotFound(NotFound):
    """There is no such table."""

    sentence = N_("Không có bảng phí gửi này.")


class TariffTooEarly(DomainError):
    """Fees change for orders to come only."""

    sentence = N_("Bảng mới áp dụng sớm nhất từ ngày mai, vì đơn đã đặt giữ phí của ngày đặt.")


class TariffSameDay(DomainError):
    """Two tables that begin on one day would not tell which one counts."""

    sentence = N_("Đã có bảng khác bắt đầu ngày %(day)s. Chọn ngày khác, hoặc kết thúc bảng kia trước.")


class TariffEndsBeforeItBegins(DomainError):
    """The last day comes before the first."""

    sentence = N_("Ngày cuối phải sau ngày bắt đầu.")


class TariffEndsTooEarly(DomainError):
    """A table counts for today's orders to the end of the day."""

    sentence = N_("Ngày cuối sớm nhất là hôm nay, vì đơn đã đặt giữ phí của ngày đặt.")


class TariffOver(Conflict):
    """The table has ended already."""

    sentence = N_("Bảng phí gửi này đã hết hiệu lực.")


class FarCheaperThanNear(DomainError):
    """Most likely a slip: prices in the wrong rows."""

    sentence = N_("Gửi xa không thể rẻ hơn gửi gần. Xem lại giá từng vùng.")


class SurchargeTooHigh(DomainError):
    """More than any carrier asks, so most likely a slip."""

    sentence = N_("Phí thu hộ và bảo hiểm cao nhất là %(most)s %% tiền hàng.")
