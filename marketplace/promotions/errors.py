"""What can be wrong with a promotion, said to whoever plans it, and what buyers hear who come too late."""

from datetime import date

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.money import Amount
from marketplace.text import N_, clean_line


class PromotionNotFound(NotFound):
    """There is no such promotion, or it is another shop's."""

    sentence = N_("Không có đợt khuyến mãi này.")


class PacksMissing(DomainError):
    """No pack size was chosen."""

    sentence = N_("Tích ít nhất một cỡ gói để khuyến mãi.")


class CutMissing(DomainError):
    """Neither a percentage nor a new price."""

    sentence = N_("Ghi giảm mấy phần trăm, ví dụ 10, hoặc ghi giá mới.")


class CutTwice(DomainError):
    """Both a percentage and a new price."""

    sentence = N_("Chỉ ghi một trong hai: số phần trăm, hoặc giá mới.")


class NotLower(DomainError):
    """The new price is no lower than the usual one."""

    sentence = N_("Giá khuyến mãi của %(goods)s phải thấp hơn giá thường %(usual)s.")

    def __init__(self, goods: str, usual_vnd: int) -> None:
        super().__init__(goods=clean_line(goods, 80), usual=Amount(usual_vnd))


class TooLow(DomainError):
    """More off than a promotion may take, or less than goods ever cost."""

    sentence = N_("Luật cho giảm nhiều nhất %(most)s %%: %(goods)s bán từ %(least)s trở lên.")

    def __init__(self, goods: str, most: int, least_vnd: int) -> None:
        super().__init__(goods=clean_line(goods, 80), most=most, least=Amount(least_vnd))


class PromotionDays(DomainError):
    """It ends before it begins, or has begun before today."""

    sentence = N_("Ngày đầu từ hôm nay trở đi, ngày cuối không trước ngày đầu.")


class TooManyDays(DomainError):
    """Goods are in promotions for longer than the rule allows in one year."""

    sentence = N_("%(goods)s đã khuyến mãi %(days)s ngày trong năm; luật cho nhiều nhất %(most)s ngày.")

    def __init__(self, goods: str, days: int, most: int) -> None:
        super().__init__(goods=clean_line(goods, 80), days=days, most=most)


class AnotherRuns(Conflict):
    """A pack size has one promotion at a time."""

    sentence = N_("%(goods)s đã có khuyến mãi từ %(first)s đến %(last)s. Chọn ngày khác hoặc dừng đợt kia trước.")

    def __init__(self, goods: str, first: date, last: date) -> None:
        super().__init__(goods=clean_line(goods, 80), first=first, last=last)


class UnitsByWeight(DomainError):
    """What is weighed has one price for a kilogram, however much is bought."""

    sentence = N_("%(goods)s bán theo cân: để trống số lượng, khuyến mãi giữ suốt các ngày ấy.")

    def __init__(self, goods: str) -> None:
        super().__init__(goods=clean_line(goods, 80))


class UnitsRefused(DomainError):
    """A number of units is a whole number above nothing."""

    sentence = N_("Số lượng là số nguyên từ 1, ví dụ 50; để trống là không giới hạn.")


class PromotionOver(Conflict):
    """It has ended or was stopped."""

    sentence = N_("Đợt khuyến mãi này đã kết thúc.")


class PromotionUsedUp(Conflict):
    """Others bought the last units at that price."""

    sentence = N_("%(goods)s vừa hết số lượng giá khuyến mãi. Đơn chưa được đặt; xem lại giá trong giỏ rồi đặt.")

    def __init__(self, goods: str) -> None:
        super().__init__(goods=clean_line(goods, 80))
