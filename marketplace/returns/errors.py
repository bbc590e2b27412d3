"""What can go wrong with a claim, said to the person who can mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class ClaimNotFound(NotFound):
    """No such claim for this person."""

    sentence = N_("Không thấy yêu cầu này.")


class ClaimMoved(Conflict):
    """Somebody has taken the claim further since the page was opened."""

    sentence = N_("Yêu cầu này vừa đổi trạng thái, nên bước này không làm được nữa. Xem trạng thái mới bên dưới.")


class NotArrived(Conflict):
    """Nothing has arrived that could be claimed for."""

    sentence = N_("Kiện này chưa giao tới, nên chưa báo được. Lo lắng về kiện hàng thì gọi cho chợ.")


class TooLate(Conflict):
    """The window is over; `until` says when it was."""

    sentence = N_("Hạn báo đã hết lúc %(until)s. Vẫn cần giúp thì viết cho chợ, kèm mã đơn.")


class TooManyUnits(DomainError):
    """More units than were sent and not told of before."""

    sentence = N_("%(name)s: chỉ còn %(most)s món chưa báo. Ghi từ 1 đến %(most)s.")


class ToldAlready(Conflict):
    """Every unit of the line is in another claim."""

    sentence = N_("%(name)s đã được báo hết ở một yêu cầu trước. Xem yêu cầu ấy ở trang đơn hàng.")


class NothingChosen(DomainError):
    """No line was chosen."""

    sentence = N_("Chọn món có vấn đề và ghi số lượng.")


class ReasonRefused(DomainError):
    """The reason is none of those that there are for this kind."""

    sentence = N_("Chọn một lý do trong danh sách.")


class MindRefused(DomainError):
    """The seller takes nothing back because somebody changed their mind, or the goods are fresh."""

    sentence = N_("Món này không đổi trả khi đổi ý. Hàng hỏng, thiếu, sai hoặc không như mô tả thì vẫn báo được.")


class PhotoMissing(DomainError):
    """What is broken, spoiled or wrong has to be seen."""

    sentence = N_("Thêm ít nhất một ảnh chụp món hàng. Có ảnh thì nơi bán trả lời được ngay.")


class TooManyFiles(DomainError):
    """More photos than anybody looks at."""

    sentence = N_("Mỗi lần gửi tối đa %(most)s ảnh và một đoạn phim. Bỏ bớt rồi gửi lại.")


class NotAVideo(DomainError):
    """Anything but an MP4 or MOV file with pictures in it."""

    sentence = N_("Đoạn phim này mở không được. Gửi đoạn phim MP4 hoặc MOV quay bằng điện thoại.")


class VideoTooBig(DomainError):
    """More bytes than the shop takes."""

    status = 413
    sentence = N_("Đoạn phim nặng quá. Tối đa %(most)s MB; quay ngắn lại hoặc chọn chất lượng thấp hơn.")


class VideoTooLong(DomainError):
    """Longer than anybody watches."""

    sentence = N_("Đoạn phim dài %(seconds)s giây. Tối đa %(most)s giây; cắt bớt rồi gửi lại.")


class WordsMissing(DomainError):
    """A step that needs a reason has none."""

    sentence = N_("Ghi vài chữ cho người kia hiểu.")


class AmountRefused(DomainError):
    """The sum is none, or more than the goods cost."""

    sentence = N_("Ghi số tiền từ 1.000 đến %(most)s đồng, là giá phần hàng bị báo.")


class ReceivedRefused(DomainError):
    """Fewer than none, or more than were to come back."""

    sentence = N_("Số nhận lại phải từ 0 đến %(most)s.")


class RestockRefused(DomainError):
    """Nothing came back that could be sold again, or it was decided before."""

    sentence = N_("Chỉ nhập lại kho được phần đã nhận lại và chưa nhập, nhiều nhất %(most)s.")


class AppealOver(Conflict):
    """It was appealed before, or the time for it is over."""

    sentence = N_("Hạn xin xem lại đã hết, hoặc đã xin một lần rồi. Quyết định này là cuối cùng.")
