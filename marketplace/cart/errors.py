"""What can go wrong with a basket, said to the shopper."""

from marketplace.cart.models import MOST_LINES, MOST_OF_ONE
from marketplace.errors import Conflict, DomainError
from marketplace.text import N_


class GoodsGone(Conflict):
    """The pack size is not sold any more."""

    sentence = N_("Món này vừa ngừng bán. Xem các món khác cùng nơi làm hoặc cùng loại.")


class LineGone(Conflict):
    """It was taken out of the basket meanwhile."""

    sentence = N_("Món này không còn trong giỏ.")


class QuantityRefused(DomainError):
    """A quantity that cannot be put into a basket, of which so many are left."""

    sentence = N_("Số lượng phải là số từ 1 đến %(most)s.")

    def __init__(self, *, left: int) -> None:
        super().__init__(most=min(left, MOST_OF_ONE))


class NotEnoughLeft(Conflict):
    """More than what is left was asked for."""

    sentence = N_("Chỉ còn %(left)s. Chọn ít hơn rồi thêm lại.")


class LimitReached(Conflict):
    """More than one buyer gets in a day."""

    sentence = N_("Mỗi khách mua tối đa %(most)s một ngày để ai cũng có phần. Chọn ít hơn rồi thêm lại.")


class SoldOutForNow(Conflict):
    """Nothing is left."""

    sentence = N_("Món này vừa hết hàng.")


class BasketFull(DomainError):
    """Too many different things in one basket."""

    sentence = N_("Giỏ chứa tối đa %(most)s món khác nhau. Đặt hàng trước rồi chọn tiếp.")

    def __init__(self) -> None:
        super().__init__(most=MOST_LINES)
