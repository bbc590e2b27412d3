"""What can be wrong with a harvest that is announced before it is there."""

from datetime import date

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.stock.lot_errors import written
from marketplace.text import N_


class HarvestNotFound(NotFound):
    """No such harvest in this shop, or it was reported already."""

    sentence = N_("Không thấy đợt thu hoạch này. Có thể anh chị đã báo thu hoạch rồi, xem ở Lô hàng.")


class HarvestDayRefused(DomainError):
    """A harvest that is over, or too far away for anybody to know."""

    sentence = N_("Ngày thu hoạch phải từ %(first)s đến %(last)s.")

    def __init__(self, first: date, last: date) -> None:
        super().__init__(first=written(first), last=written(last))


class CutOffRefused(DomainError):
    """Orders that end before today or after the harvest."""

    sentence = N_("Ngày chốt đơn phải từ %(first)s đến ngày thu hoạch %(last)s.")

    def __init__(self, first: date, last: date) -> None:
        super().__init__(first=written(first), last=written(last))


class HarvestThere(Conflict):
    """The pack size has a harvest of that day."""

    sentence = N_("Cỡ gói này đã có đợt thu hoạch đang nhận đặt. Mở đợt ấy để sửa, hoặc chọn ngày khác.")


class SoldDaily(Conflict):
    """What comes in every day has no single harvest."""

    sentence = N_("Cỡ gói này đang bán theo số mỗi ngày. Ngừng bán mỗi ngày trước, rồi mở đợt thu hoạch.")


class CapacityTaken(Conflict):
    """More is ordered than that."""

    sentence = N_("Khách đã đặt %(taken)s, không giảm dưới số này được.")

    def __init__(self, taken: int) -> None:
        super().__init__(taken=taken)


class RuleMissing(DomainError):
    """Buyers have to know what happens when too little is harvested."""

    sentence = N_("Chọn cách chia khi thu được ít hơn số khách đặt.")
