"""What can go wrong with the listings of a shop, said to the seller."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class BulkChangeNotFound(NotFound):
    """No such change in this shop."""

    sentence = N_("Không thấy lần đổi này.")


class NothingChosen(DomainError):
    """A change of no listing at all."""

    sentence = N_("Chưa chọn món nào. Tích ít nhất một món rồi bấm đổi.")


class TooManyChosen(DomainError):
    """More lines than a person looks through."""

    sentence = N_("Mỗi lần đổi tối đa %(most)s dòng, đang chọn %(count)s. Lọc bớt rồi chọn lại.")


class PercentRefused(DomainError):
    """A share that no price changes by."""

    sentence = N_("Phần trăm phải là số từ 0,1 đến 500, ví dụ 10 hay 7,5.")


class PriceUnchanged(DomainError):
    """Rounding leads back to the present price."""

    sentence = N_("Làm tròn xong vẫn là giá cũ.")


class AlreadyListed(Conflict):
    """It is on sale."""

    sentence = N_("Đang bán sẵn.")


class AlreadyDelisted(Conflict):
    """It is not on sale."""

    sentence = N_("Đang ngừng sẵn.")


class AlreadyArchived(Conflict):
    """It was put away."""

    sentence = N_("Đã cất từ trước.")


class NotArchived(Conflict):
    """It was not put away."""

    sentence = N_("Món này chưa cất.")


class ChangedMeanwhile(Conflict):
    """Somebody changed it after the seller saw what would happen."""

    sentence = N_("Có người vừa đổi món này, nên chưa đổi gì. Xem trước lại để thấy số mới.")


class ChangedSince(Conflict):
    """Somebody changed it after the change that is to be undone."""

    sentence = N_("Có người đã đổi món này sau đó, nên giữ nguyên như bây giờ.")


class DecidedSince(Conflict):
    """An operator answered before the request was taken back."""

    sentence = N_("Giá này đã được xem xong, nên không rút lại được. Đổi giá ở danh sách nếu cần.")


class UndoTooLate(Conflict):
    """The time for undoing is over."""

    sentence = N_("Đã quá 24 giờ, không hoàn tác được nữa. Đổi lại bằng một lần đổi mới.")


class AlreadyUndone(Conflict):
    """It was undone before."""

    sentence = N_("Lần đổi này đã được hoàn tác rồi.")
