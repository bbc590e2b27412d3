"""What can go wrong with a seller's file, said to the operator."""

from collections.abc import Iterable

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class SellerNotFound(NotFound):
    """No such shop, or it is not open."""

    sentence = N_("Không thấy nơi bán này.")


class MemberNotFound(NotFound):
    """Nobody works for this shop under this reference."""

    sentence = N_("Không thấy người này trong gian hàng.")


class LastOwner(Conflict):
    """A shop has somebody who stands for it."""

    sentence = N_("Gian hàng cần ít nhất một chủ. Giao vai chủ cho một người nữa trước.")


class DecisionRefused(Conflict):
    """The seller's state does not allow this decision any more."""

    sentence = N_("Nơi bán này đã đổi trạng thái. Xem lại hồ sơ rồi quyết định.")


class NotReady(Conflict):
    """A shop without all that selling needs is not opened; `missing` says what."""

    sentence = N_("Chưa mở được gian hàng, còn thiếu: %(what)s.")

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(what=", ".join(self.missing))


class ReasonMissing(DomainError):
    """A suspension is explained to the seller."""

    sentence = N_("Viết lý do tạm ngừng. Nơi bán sẽ đọc được.")


class InvitationEnded(NotFound):
    """The invitation was used, ended by the shop, or is older than a week."""

    sentence = N_("Lời mời này đã dùng rồi hoặc đã hết hạn. Nhờ chủ gian hàng gửi lời mời mới.")


class AlreadyMember(Conflict):
    """Whoever opened the invitation works here already."""

    sentence = N_("Bạn đã làm ở gian hàng này rồi. Lời mời vẫn còn để gửi cho người khác.")


class RoleNotOffered(DomainError):
    """No link makes an owner."""

    sentence = N_("Chọn một vai để mời. Vai chủ chỉ giao được sau khi người ấy đã vào gian hàng.")


class NobodyNamed(DomainError):
    """The list of invitations needs to say whom each is for."""

    sentence = N_("Viết tên người được mời, ví dụ: Chị Hoa.")


class TooManyInvitations(Conflict):
    """So many open places are a mistake."""

    sentence = N_("Đang có 20 lời mời chưa ai nhận. Bỏ bớt rồi mời tiếp.")


class DaysOffNotFound(NotFound):
    """No days off begin on this day."""

    sentence = N_("Không thấy kỳ nghỉ này.")


class DaysOffReversed(DomainError):
    """A period that ends before it begins."""

    sentence = N_("Ngày cuối đứng trước ngày đầu. Xem lại hai ngày.")


class DaysOffPast(DomainError):
    """What is over postpones nothing."""

    sentence = N_("Kỳ nghỉ này đã qua. Chọn ngày cuối từ hôm nay trở đi.")


class DaysOffTooFar(DomainError):
    """Probably a mistyped year."""

    sentence = N_("Ngày này còn xa quá. Chọn ngày trong vòng một năm tới.")


class DaysOffTooLong(DomainError):
    """A shop that rests so long is better closed."""

    sentence = N_("Mỗi kỳ nghỉ dài nhất %(most)s ngày. Nghỉ lâu hơn thì gọi người vận hành để đóng gian hàng.")


class DaysOffOverlap(Conflict):
    """Two periods that share a day."""

    sentence = N_("Kỳ nghỉ này trùng với kỳ đã ghi. Bỏ kỳ cũ rồi ghi lại.")


class TooManyDaysOff(Conflict):
    """Weekly days off are no periods."""

    sentence = N_("Ghi được nhiều nhất %(most)s kỳ nghỉ. Bỏ bớt kỳ ở xa.")


class SellerResting(Conflict):
    """The seller takes no orders until `back_on`."""

    sentence = N_("Nơi bán đang nghỉ, chưa nhận đơn. Đặt lại từ ngày %(back_on)s.")


class ApplicationNotFound(NotFound):
    """No such application, or it is somebody else's."""

    sentence = N_("Không thấy hồ sơ này.")


class TooManyApplications(Conflict):
    """Several begun applications are a mistake."""

    sentence = N_("Đang có 5 hồ sơ làm dở. Làm tiếp một hồ sơ đã mở.")


class ApplicationSent(Conflict):
    """It is being looked at, so nothing of it changes meanwhile."""

    sentence = N_("Hồ sơ đã gửi rồi nên không đổi được nữa. Cần sửa thì rút hồ sơ về trước.")


class ApplicationIncomplete(DomainError):
    """Something is still to be answered."""

    sentence = N_("Chưa gửi được: còn câu chưa trả lời. Làm xong các việc còn dở rồi gửi.")


class TaxCodeTaken(Conflict):
    """Another shop has this tax code; `slug` and `name` are the shop's where it is open."""

    sentence = N_("Mã số thuế này đã có gian hàng trên chợ.")

    def __init__(self, *, slug: str = "", name: str = "") -> None:
        super().__init__()
        self.slug, self.name = slug, name


class HouseholdLinkEnded(NotFound):
    """The link was replaced by a newer one, or what it asked was answered."""

    sentence = N_("Liên kết này không còn dùng được. Nhờ người làm hồ sơ giúp gửi lại tin nhắn.")


class CodeEnded(Conflict):
    """Too late, or too many wrong ones."""

    sentence = N_("Mã hết dùng được. Lấy mã mới.")


class DeliveryNotFound(NotFound):
    """The seller does not offer this way of delivery, or not any more."""

    sentence = N_("Cách giao này không còn nữa.")


class TooManyDeliveries(Conflict):
    """Nobody chooses among so many."""

    sentence = N_("Mỗi gian hàng ghi nhiều nhất %(most)s cách giao. Bỏ bớt một cách rồi ghi cách mới.")


class AreaMissing(DomainError):
    """Nobody would know to whom it may be brought."""

    sentence = N_("Ghi ít nhất một tỉnh, hoặc một phường, xã mà anh chị giao tới.")


class PlaceOfPickupMissing(DomainError):
    """The buyer would not find it."""

    sentence = N_("Ghi số nhà, đường hoặc xóm, và chọn phường, xã của điểm nhận.")


class HoursMissing(DomainError):
    """The buyer would stand before a closed door."""

    sentence = N_("Ghi giờ mở cửa, ví dụ: 7:30 đến 17:00, trừ Chủ nhật.")


class FeeTooHigh(DomainError):
    """Most likely a slip: a zero too many."""

    sentence = N_("Phí giao nhiều nhất %(most)s mỗi kiện. Xem lại số tiền.")


class TooManyDeliveryDays(DomainError):
    """Most likely a slip."""

    sentence = N_("Số ngày nhiều nhất là %(most)s.")


class PlaceOfShopMissing(DomainError):
    """The shop itself stands in no commune, so that no carrier could name a price."""

    sentence = N_(
        "Gian hàng chưa ghi thuộc phường, xã nào nên hãng chưa báo giá được. Nhờ chợ ghi giúp rồi quay lại đây."
    )
