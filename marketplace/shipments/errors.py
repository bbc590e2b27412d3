"""What can go wrong between a packed parcel and its carrier, said to the person who can mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class ShipmentNotFound(NotFound):
    """No such parcel, or somebody else's."""

    sentence = N_("Không thấy kiện hàng này.")


class NoticeNotFound(NotFound):
    """No such notice, or it was looked at already."""

    sentence = N_("Tin này không còn chờ xem.")


class CarrierOff(DomainError):
    """No settings, so that nothing can be handed to it by a call."""

    sentence = N_("Đơn vị chuyển này chưa được nối với chợ. Chọn đơn vị khác, hoặc ghi mã vận đơn bằng tay.")


class PickupMissing(DomainError):
    """The carrier would not know where to come."""

    sentence = N_("Ghi nơi lấy hàng trước, rồi gọi đơn vị chuyển.")


class PlaceMissing(DomainError):
    """The shop itself stands in no commune, so that nobody could say where it is."""

    sentence = N_("Gian hàng chưa ghi thuộc phường, xã nào. Nhờ chợ ghi giúp rồi quay lại đây.")


class NotPacked(Conflict):
    """Only a closed parcel is handed over."""

    sentence = N_("Đơn này chưa gói xong, hoặc đã giao đi rồi. Tải lại trang để xem.")


class AlreadyHandedOver(Conflict):
    """There is a parcel of it with a carrier, or may be."""

    sentence = N_("Kiện này đã báo cho đơn vị chuyển rồi. Hủy vận đơn cũ trước khi gọi lại.")


class BoxesCalled(Conflict):
    """A carrier was told of its boxes, with what each weighs and the cash that is taken for it."""

    sentence = N_("Đơn vị chuyển đã được báo từng kiện rồi. Muốn chia kiện lại thì hủy vận đơn trước.")


class TooHeavy(DomainError):
    """More than the carrier takes in one parcel."""

    sentence = N_("%(carrier)s chỉ nhận mỗi kiện đến %(most)s kg. Chia thành nhiều kiện hơn.")


class TooMuchCash(DomainError):
    """More than the carrier takes in cash for one parcel."""

    sentence = N_("%(carrier)s chỉ thu hộ đến %(most)s ₫ mỗi kiện. Chia nhiều kiện hơn hoặc chọn đơn vị khác.")


class NotCancelled(Conflict):
    """The carrier said no: it has collected it."""

    sentence = N_("Đơn vị chuyển không cho hủy nữa: %(words)s")


class CarrierAway(Conflict):
    """No answer, and nothing was done."""

    status = 503
    sentence = N_("Đơn vị chuyển chưa trả lời. Đợi vài phút rồi bấm lại.")


class NotBlocked(Conflict):
    """It is known by now whether the carrier has it."""

    sentence = N_("Kiện này không còn chờ tra nữa.")


class TooEarly(Conflict):
    """The carrier may still be making it."""

    sentence = N_("Mới hỏi đơn vị chuyển lúc nãy. Đợi đủ %(minutes)s phút rồi mới ghi là không có.")


class TrackingUnreadable(DomainError):
    """Nothing that could be a carrier's number."""

    sentence = N_("Ghi mã vận đơn mà đơn vị chuyển cho biết.")
