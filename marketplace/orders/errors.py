"""What can go wrong with an order, said to the person who can mend it."""

from datetime import date

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class OrderNotFound(NotFound):
    """No such order for this person."""

    sentence = N_("Không thấy đơn này.")


class MoveRefused(Conflict):
    """The order's state does not allow this step any more."""

    sentence = N_("Đơn đã đổi trạng thái trong lúc đó, nên bước này không làm được nữa. Xem trạng thái mới bên dưới.")

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


class CancelAskedAlready(Conflict):
    """The buyer has asked before, and the seller has not answered yet."""

    sentence = N_("Bạn đã xin hủy phần hàng này rồi. Nơi bán sắp trả lời.")


class CancelAnswered(Conflict):
    """The seller has refused to call it off; asking again and again would keep the parcel from leaving."""

    sentence = N_("Nơi bán đã trả lời lời xin hủy này. Cần gì thêm thì bạn nhắn nơi bán ở trang đơn.")


class CancelNotAsked(Conflict):
    """The request has ended meanwhile: the buyer thought better of it, or it was answered."""

    sentence = N_("Lời xin hủy này đã xong trong lúc đó. Xem trạng thái mới bên dưới.")


class CancelUnanswered(Conflict):
    """The buyer asked to have it called off: nothing is packed or handed over before that is answered."""

    sentence = N_("Khách vừa xin hủy đơn này. Trả lời khách trước, rồi mới gói hoặc gửi.")


class JobUnknown(NotFound):
    """The parcel has no such job."""

    sentence = N_("Kiện này không có việc đó. Tải lại trang để xem các việc.")


class LotChanged(Conflict):
    """Somebody has chosen another lot since the page was opened."""

    sentence = N_("Món này vừa được đổi sang lô khác. Xem lại lô rồi tích lần nữa.")


class LotRecalled(Conflict):
    """The units come from a lot that was taken back; it must not leave the shed."""

    sentence = N_("Lô của món này đã bị thu hồi, không được gửi. Chọn lô khác, hoặc hủy đơn.")


class NotRevivable(Conflict):
    """What was called off cannot be sent as it was ordered any more."""

    sentence = N_("Đơn đã hủy vì quá hạn thanh toán, và hàng không còn gửi được như lúc đặt.")


class BasketChanged(Conflict):
    """The total is not the one the buyer saw; show the new one before asking again."""

    sentence = N_("Giá hoặc phí gửi vừa thay đổi. Xem lại tổng mới rồi bấm đặt hàng lần nữa.")


class HarvestMoved(Conflict):
    """What was left when the order came is harvested on another day than the one that was shown."""

    def __init__(self, name: str, expected_on: date | None) -> None:
        later = N_("%(name)s vừa chuyển sang đợt thu hoạch ngày %(day)s. Xem lại ngày giao rồi bấm đặt hàng lần nữa.")
        here = N_("%(name)s vừa có sẵn hàng. Xem lại ngày giao rồi bấm đặt hàng lần nữa.")
        super().__init__(later if expected_on else here, name=name, day=f"{expected_on or date.min:%d/%m}")


class HarvestAwaited(Conflict):
    """What is still in the field cannot be packed."""

    sentence = N_("Món này chưa thu hoạch. Báo thu hoạch trước, rồi gói kiện này.")


class HarvestReported(Conflict):
    """Somebody else has reported the harvest, or orders have changed since it was looked at."""

    sentence = N_("Số khách đặt vừa thay đổi. Xem lại cách chia bên dưới rồi bấm lần nữa.")


class PlacedOtherwise(Conflict):
    """The same checkout was sent before, to another person or place: that order stands. `token` leads to it."""

    sentence = N_(
        "Đơn %(code)s đã đặt từ trước và giữ nguyên người nhận, nơi nhận lúc đó. "
        "Muốn đổi thì hủy phần hàng chưa được nhận ở trang này rồi đặt lại, hoặc gọi nơi bán."
    )

    def __init__(self, code: str, token: str) -> None:
        super().__init__(code=code)
        self.token = token


class EmptyBasket(Conflict):
    """There is nothing to order."""

    sentence = N_("Giỏ hàng đang trống. Chọn món rồi đặt hàng.")


class TrackingMissing(DomainError):
    """Handing over needs the number that the post office gives."""

    sentence = N_("Ghi mã vận đơn bưu tá đưa, ví dụ VN2611773. Mã in trên biên nhận gửi hàng.")


class CoachMissing(DomainError):
    """A coach has no number to follow a parcel by, so that its name and phone are needed."""

    sentence = N_("Ghi tên nhà xe, ví dụ Hải Vân. Người mua gọi nhà xe để nhận hàng.")


class ReasonMissing(DomainError):
    """A cancellation is explained to the buyer."""

    sentence = N_("Viết lý do hủy trong vài chữ. Người mua sẽ đọc được.")


class CashRefused(DomainError):
    """These parcels are not paid at the door; the sentence says why not, and what else can be done."""

    sentence = N_("Đơn này không trả tiền mặt khi nhận được. Chọn cách trả trước.")


class DayRefused(DomainError):
    """No parcel arrives on the day that was wished for; the sentence says why, and which days there are."""

    sentence = N_("Không giao được vào ngày ấy. Chọn ngày khác.")


class GiftBoxGone(Conflict):
    """A shop has no gift box left, or offers none any more."""

    sentence = N_("Hộp quà vừa hết. Xem lại phần quà tặng và tổng phải trả, rồi đặt lần nữa.")


class CallAwaited(Conflict):
    """The buyer has to be called before the order is accepted."""

    sentence = N_("Gọi người mua xác nhận trước, rồi mới nhận đơn này. Gọi xong thì ghi kết quả ở trang đơn.")


class CallNotAwaited(Conflict):
    """Somebody has called already, or the order has moved on."""

    sentence = N_("Đơn này không còn chờ gọi xác nhận. Xem lại bên dưới.")


class ConditionRefused(DomainError):
    """More units fit for sale than were sent, none counted, or nothing said of the others."""

    sentence = N_("Ghi số còn bán được, từ 0 đến %(most)s. Ít hơn số đã gửi thì chọn phần kia bị sao.")

    def __init__(self, line_id: int, most: int) -> None:
        super().__init__(most=most)
        self.line_id = line_id


class LinesUnavailable(Conflict):
    """Something in the basket cannot be ordered any more; the basket page says what."""

    sentence = N_("Có món trong giỏ vừa hết hoặc ngừng bán. Sửa những dòng có ghi chú rồi đặt hàng.")


class BuyerLimitReached(Conflict):
    """More units than one buyer gets in a day, with what was ordered before."""

    sentence = N_(
        "%(name)s: mỗi khách mua tối đa %(most)s một ngày, hôm nay bạn đã đặt %(before)s. "
        "Giảm số lượng hoặc bỏ món này rồi đặt lại."
    )


class CountBelowReserved(Conflict):
    """Fewer units lie in the shed than buyers have ordered."""

    sentence = N_("Đếm được %(counted)s mà khách đã đặt %(reserved)s của lô này. Đếm lại, hoặc từ chối bớt đơn trước.")


class Unweighed(Conflict):
    """Something in the parcel is paid by weight, so that nobody knows its price yet."""

    sentence = N_("Còn món chưa cân. Cân từng con, từng quả rồi mới giao được.")


class WeightsMissing(DomainError):
    """One weight for each piece, no more and no fewer."""

    sentence = N_("Món này có %(count)s con hoặc quả: gõ đủ %(count)s số cân.")


class WeightUnreadable(DomainError):
    """What was typed is not one certain weight."""

    sentence = N_("Không đọc được số cân “%(text)s”. Gõ số gam trên cân, ví dụ 1420, hoặc 1,42 kg.")


class WeightDoubtful(DomainError):
    """A piece of this kind hardly weighs so much, or so little."""

    sentence = N_("Số %(place)s: %(grams)s g thì khác xa cỡ %(lightest)s–%(heaviest)s g. Xem lại số trên cân.")


class WeighedMeanwhile(Conflict):
    """A colleague has weighed the same goods since the page was opened."""

    sentence = N_("%(name)s vừa cân món này: %(grams)s g. Xem số bên dưới, sai thì sửa rồi lưu lần nữa.")


class AnswerAwaited(Conflict):
    """The buyer was asked and has time to answer."""

    sentence = N_("Đang chờ người mua trả lời về món thiếu. Có trả lời hoặc hết giờ thì gói tiếp được.")


class AlreadyAsked(Conflict):
    """One question at a time."""

    sentence = N_("Đơn này đang hỏi người mua một câu rồi. Chờ trả lời, hoặc rút câu hỏi trước.")


class ThereRefused(DomainError):
    """A number of units with which nothing is short, or less than none."""

    sentence = N_("Số đang có phải từ 0 đến %(most)s: khách đặt %(wanted)s. Đủ hàng thì không cần hỏi.")


class NothingToSend(DomainError):
    """A part of nothing."""

    sentence = N_("Không còn cái nào thì không gửi một phần được. Chọn gói khác, hoặc hủy món này.")


class OnlyLine(DomainError):
    """The order holds nothing else, so that it is called off whole."""

    sentence = N_("Đơn chỉ có món này. Hủy cả đơn ở trang đơn, khách được báo ngay.")


class PlanMissing(DomainError):
    """Nothing was chosen."""

    sentence = N_("Chọn một cách: gửi phần đang có, gửi gói khác, hoặc hủy món này.")


class PackUnavailable(Conflict):
    """The other pack is not there in such a quantity, or stands in the order already."""

    sentence = N_("Gói thay không đủ số đó. Chọn gói khác, hoặc bớt số lượng.")


class QuestionNotFound(NotFound):
    """No such question, or its link was cut off on the way."""

    sentence = N_("Không thấy câu hỏi này. Xem lại liên kết: nó có thể bị cắt mất một đoạn.")


class AnsweredAlready(Conflict):
    """The question has ended; the page says how."""

    sentence = N_("Câu hỏi này đã xong rồi. Xem kết quả bên dưới.")
