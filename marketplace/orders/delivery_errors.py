"""What can go wrong with the way an order reaches its buyer, and with handing it over."""

from marketplace.errors import Conflict, DomainError
from marketplace.text import N_


class DeliveryGone(Conflict):
    """The seller does not offer the way of delivery that was chosen, or not to this place."""

    sentence = N_("Cách giao đã chọn không còn áp dụng cho nơi nhận này. Chọn lại cách giao rồi đặt hàng lần nữa.")


class PriceAwaited(Conflict):
    """The carrier has not told its price for this place yet, or gives no answer."""

    sentence = N_("%(carrier)s chưa báo giá tới nơi này. Gửi cách khác, hoặc vài phút nữa xem lại.")


class CarrierUnwanted(Conflict):
    """The buyer chose a way without a carrier."""

    sentence = N_("Đơn này không gửi qua đơn vị chuyển: khách đến lấy, hoặc nơi bán tự giao.")


class CodeAwaited(Conflict):
    """What is fetched is handed over to who knows its code."""

    sentence = N_("Hàng này lấy ở điểm nhận: nơi bán gõ mã 6 số của khách thì mới tính là đã giao.")


class CodeWrong(DomainError):
    """No parcel that waits to be fetched has this code."""

    sentence = N_("Không có kiện nào chờ lấy mang mã này. Nhờ người nhận đọc lại đủ 6 số ở trang đơn hoặc trong thư.")


class CodeShared(Conflict):
    """Two parcels that wait to be fetched have this code by chance."""

    sentence = N_("Có hai kiện trùng mã này. Mở trang của đúng đơn ấy rồi gõ mã ở đó.")


class NotFetched(Conflict):
    """It is not fetched but brought, or there is no code any more."""

    sentence = N_("Đơn này không phải đơn khách đến lấy, hoặc đã xong rồi. Tải lại trang để xem.")


class BoxesUneven(DomainError):
    """The boxes together hold more or less of a line than is sent."""

    sentence = N_("%(goods)s: phải đủ %(wanted)s trong các kiện, đang ghi %(found)s.")

    def __init__(self, goods: str, wanted: int, found: int) -> None:
        super().__init__(goods=goods, wanted=wanted, found=found)


class BoxEmpty(DomainError):
    """A box without anything in it."""

    sentence = N_("Kiện %(number)s chưa có món nào. Ghi món vào, hoặc bớt một kiện.")
