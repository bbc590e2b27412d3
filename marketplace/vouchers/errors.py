"""Why a voucher does not count, said to the buyer; and what can be wrong with one, to whoever makes it."""

from datetime import datetime

from marketplace.clock import to_local
from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.money import Amount
from marketplace.text import N_, clean_line


class VoucherNotFound(NotFound):
    """There is no such voucher, or it is another shop's."""

    sentence = N_("Không có mã giảm giá này.")


class VoucherRefused(DomainError):
    """The voucher makes nothing cheaper now. `code` names it."""

    sentence = N_("Mã %(code)s không dùng được lúc này.")
    status = 422

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        super().__init__(code=code, **params)


class VoucherUnknown(VoucherRefused):
    """Nobody made a voucher with this code."""

    sentence = N_("Không có mã “%(code)s”. Xem lại từng chữ và số rồi nhập lại.")

    def __init__(self, code: str) -> None:
        super().__init__(clean_line(code, 24))


class VoucherMissing(DomainError):
    """No code was typed."""

    sentence = N_("Nhập mã giảm giá rồi bấm dùng mã.")
    status = 422


class VoucherNotYet(VoucherRefused):
    """Its first day is still to come."""

    sentence = N_("Mã %(code)s dùng được từ %(at)s.")

    def __init__(self, code: str, at: datetime) -> None:
        super().__init__(code, at=f"{to_local(at):%H:%M %d/%m/%Y}")


class VoucherEnded(VoucherRefused):
    """Its last day has passed, or it was ended."""

    sentence = N_("Mã %(code)s đã hết hạn.")


class VoucherPaused(VoucherRefused):
    """It is paused for now."""

    sentence = N_("Mã %(code)s đang tạm ngừng. Anh chị thử lại sau hoặc dùng mã khác.")


class VoucherUsedUp(Conflict, VoucherRefused):
    """Others were quicker."""

    sentence = N_("Mã %(code)s vừa hết lượt dùng. Đơn chưa được đặt; bỏ mã này hoặc dùng mã khác rồi đặt lại.")
    status = 409


class VoucherUsedBefore(VoucherRefused):
    """The same person used it as often as one person may."""

    sentence = N_("Anh chị đã dùng hết lượt của mã %(code)s (mỗi người %(times)s lần). Bỏ mã này rồi đặt lại.")

    def __init__(self, code: str, times: int) -> None:
        super().__init__(code, times=times)


class VoucherTooSmall(VoucherRefused):
    """The goods cost less than it asks."""

    sentence = N_("Mã %(code)s dùng cho đơn từ %(least)s. Mua thêm %(more)s là dùng được.")

    def __init__(self, code: str, *, least_vnd: int, more_vnd: int) -> None:
        super().__init__(code, least=Amount(least_vnd), more=Amount(more_vnd))


class VoucherOtherGoods(VoucherRefused):
    """None of the goods is one that it holds for."""

    sentence = N_("Mã %(code)s không áp dụng cho món nào trong giỏ.")


class VoucherOtherShop(VoucherRefused):
    """None of the goods is of the shop that it holds for."""

    sentence = N_("Mã %(code)s chỉ dùng cho hàng của %(shop)s.")

    def __init__(self, code: str, shop: str) -> None:
        super().__init__(code, shop=shop)


class VoucherAlone(VoucherRefused):
    """Another one of its sort counts already."""

    sentence = N_("Mã %(code)s không dùng chung với mã %(other)s. Bỏ mã %(other)s trước.")

    def __init__(self, code: str, other: str) -> None:
        super().__init__(code, other=other)


class VoucherGivesNothing(VoucherRefused):
    """There is nothing left for it to make cheaper."""

    sentence = N_("Mã %(code)s không giảm thêm được gì cho giỏ này.")


class CodeUnreadable(DomainError):
    """A code is short, and of letters and digits that everybody can type."""

    sentence = N_("Mã gồm 4 đến 20 chữ cái không dấu và số, ví dụ MUAGAO10.")


class CodeTaken(Conflict):
    """Another voucher has the same code."""

    sentence = N_("Mã %(code)s đã có rồi. Chọn mã khác.")

    def __init__(self, code: str) -> None:
        super().__init__(code=code)


class AmountMissing(DomainError):
    """It gives nothing."""

    sentence = N_("Ghi mức giảm: số phần trăm, hoặc số tiền.")


class RateTooHigh(DomainError):
    """More than goods are ever reduced by, so most likely a slip."""

    sentence = N_("Giảm nhiều nhất %(most)s %%.")

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class LeastTooSmall(DomainError):
    """An amount is less than the goods that it is taken from."""

    sentence = N_("Đơn tối thiểu phải lớn hơn số tiền giảm.")


class EndsTooEarly(DomainError):
    """It ends before it begins, or has ended already."""

    sentence = N_("Ngày kết thúc phải sau ngày bắt đầu và chưa qua.")


class LimitUnreadable(DomainError):
    """A number of uses is a whole number above nothing."""

    sentence = N_("Ghi số lượt là số nguyên từ 1, ví dụ 100; để trống là không giới hạn.")


class GoodsUnknown(DomainError):
    """A product that is named is none, or another shop's."""

    sentence = N_("Không có món “%(name)s” để áp dụng mã.")

    def __init__(self, name: str) -> None:
        super().__init__(name=clean_line(name, 60))


class VoucherOver(Conflict):
    """It has ended, which is for good."""

    sentence = N_("Mã này đã kết thúc. Tạo mã mới nếu muốn giảm tiếp.")
