"""What can go wrong with a payment or a refund, said to the person who can mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.money import Amount
from marketplace.text import N_


class PaymentMoveRefused(Conflict):
    """The payment's state does not allow this step any more."""

    sentence = N_("Khoản thanh toán đã đổi trạng thái trong lúc đó, nên bước này không làm được nữa.")

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


class AttemptMoveRefused(PaymentMoveRefused):
    """The attempt to pay is over."""


class NothingAwaited(Conflict):
    """No money is awaited for the purchase, or the time to pay is over."""

    sentence = N_("Đơn này không còn chờ thanh toán. Xem lại trang đơn hàng.")


class MethodRefused(Conflict):
    """Money has come already, or none is awaited any more."""

    sentence = N_("Đơn này không đổi cách trả được nữa. Xem lại trang đơn hàng.")


class HoldRefused(Conflict):
    """The goods of a purchase cannot be kept once more: it is too late, or they are gone."""

    sentence = N_("Không giữ lại được: hàng đã bán hết, hoặc đơn đã quá lâu. Chọn lại món rồi đặt đơn mới.")


class AttemptNotFound(NotFound):
    """No such attempt to pay."""

    sentence = N_("Không thấy lần thanh toán này.")


class MoneyInUse(Conflict):
    """A seller works on what the money paid for, or it is on its way back already."""

    sentence = N_(
        "Đơn %(code)s đã được nơi bán nhận, hoặc tiền thừa đã hoàn. Không gỡ tiền ra được nữa; nếu sai, hủy đơn rồi "
        "hoàn tiền."
    )


class AmountRefused(DomainError):
    """What comes in is more than nothing."""

    sentence = N_("Số tiền phải lớn hơn 0.")


class CardTooSmall(DomainError):
    """Less than a card may be charged with."""

    sentence = N_("Trả thẻ từ %(least)s đồng trở lên. Đơn này ít hơn, chọn cách trả khác.")


class CardsAway(DomainError):
    """The card provider gives no answer."""

    status = 503
    sentence = N_("Cổng thẻ chưa trả lời, thẻ của bạn chưa bị trừ. Bấm lại sau ít phút, hoặc chọn cách trả khác.")


class RefundNotFound(NotFound):
    """No such refund."""

    sentence = N_("Không thấy khoản hoàn tiền này.")


class RefundMoveRefused(Conflict):
    """The refund's state does not allow this step any more."""

    sentence = N_("Khoản hoàn tiền đã đổi trạng thái trong lúc đó, nên bước này không làm được nữa.")

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


class RefundRefused(DomainError):
    """No more can be given back than came in, and nothing is no refund."""

    sentence = N_("Số tiền hoàn phải lớn hơn 0 và không quá số đã thu mà chưa hoàn.")


class TooManyUnits(DomainError):
    """More units of a line than were sent and not given back yet."""

    sentence = N_("Món này chỉ còn %(most)s đơn vị có thể hoàn.")


class ShippingRefused(DomainError):
    """More of the delivery fee than was paid and not given back yet."""

    sentence = N_("Phí gửi của đơn này chỉ còn %(most)s đồng có thể hoàn.")


class NotYetRefundable(Conflict):
    """The goods have not left yet, or were never paid: then something is called off, not refunded."""

    sentence = N_("Đơn này chưa gửi hoặc chưa thu tiền. Hủy đơn hoặc bỏ bớt món, tiền thừa tự hoàn.")


class SeveralSources(DomainError):
    """The money came by several ways, and none of them took so much."""

    sentence = N_("Tiền của đơn đến bằng nhiều cách. Hoàn mỗi lần nhiều nhất %(most)s đồng.")


class RefundedMeanwhile(Conflict):
    """Since it was looked at, what can be given back of the order has changed."""

    sentence = N_("Trong lúc đó đã có khoản hoàn khác cho đơn này. Xem lại số tiền rồi hoàn.")


class TypedOtherwise(DomainError):
    """The sum was typed again, and is not what would go back."""

    sentence = N_("Số gõ lại khác số sẽ hoàn là %(amount)s. Xem lại rồi gõ đúng số này.")

    def __init__(self, amount_vnd: int) -> None:
        super().__init__(amount=Amount(amount_vnd))


class SecondOperatorNeeded(Conflict):
    """Above the limit somebody else than who asked for the refund has to approve it."""

    sentence = N_("Khoản hoàn lớn: cần một người vận hành khác duyệt trước khi gửi.")


class SurplusOwed(Conflict):
    """What was paid too much is the buyer's: it cannot be kept."""

    sentence = N_("Tiền này thu thừa nên phải hoàn, không hủy được.")


class Disputed(Conflict):
    """The card's owner asked their bank for the money: given back another way, too, it would be paid twice."""

    sentence = N_("Chủ thẻ đang khiếu nại khoản này với ngân hàng. Chờ ngân hàng quyết định, đừng chuyển thêm.")


class AccountFixed(Conflict):
    """The refund is on its way or over: the account cannot be named or changed any more."""

    sentence = N_("Khoản hoàn này đã chuyển đi hoặc đã xong, không đổi tài khoản được nữa.")


class LinkExpired(Conflict):
    """The buyer was asked too long ago; the shop has to ask once more."""

    status = 410
    sentence = N_("Liên kết này đã hết hạn. Tiền vẫn giữ cho bạn: viết cho chúng tôi để nhận liên kết mới.")


class RefundQueued(Conflict):
    """The refund stands in a run of transfers that is closed; it is opened again first."""

    sentence = N_("Khoản hoàn này đang nằm trong kỳ chuyển đã chốt. Mở lại kỳ chuyển trước.")
