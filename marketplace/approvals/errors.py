"""What can go wrong with a request, said to the operator."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class ApprovalNotFound(NotFound):
    """There is no such request."""

    sentence = N_("Không thấy việc này trong hàng chờ duyệt.")


class AlreadyDecided(Conflict):
    """Somebody was quicker, or the seller took it back."""

    sentence = N_("Việc này đã có người quyết định hoặc nơi bán đã rút lại.")


class HeldByAnother(Conflict):
    """A colleague has it open; `name` says who."""

    sentence = N_("%(name)s đang xem việc này. Chờ người ấy xong, hoặc mở việc khác.")


class SecondPersonNeeded(Conflict):
    """Whoever agreed first cannot be the second person as well."""

    sentence = N_("Việc này cần hai người. Anh chị đã đồng ý rồi, chờ một người nữa xem.")


class OwnRequest(Conflict):
    """Nobody decides what they asked for themselves."""

    sentence = N_("Anh chị là người gửi việc này, nên người khác phải duyệt.")


class OwnShop(Conflict):
    """Nobody decides for a shop that they work for."""

    sentence = N_("Anh chị làm ở gian hàng này, nên người khác phải quyết định.")


class ShopSuspended(Conflict):
    """What a closed shop asked for waits until it is open again."""

    sentence = N_("Gian hàng này đang tạm ngừng. Việc của gian hàng chờ đến khi mở lại.")


class TooLateToUndo(Conflict):
    """The seconds are over, or somebody else decided."""

    sentence = N_("Quyết định đã có hiệu lực nên không rút lại được nữa.")


class DecidedOnTheDesk(Conflict):
    """A shop that asked to be opened is opened by answering its request."""

    sentence = N_("Hồ sơ này đã gửi duyệt. Xem và quyết định ở trang Duyệt.")


class ReasonMissing(DomainError):
    """What is sent back says what to mend."""

    sentence = N_("Chọn mục cần sửa và viết lý do. Nơi bán sẽ đọc được.")
