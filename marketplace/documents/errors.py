"""What can go wrong with documents, said to the person who can mend it."""

from marketplace.errors import DomainError, NotFound
from marketplace.text import N_


class DocumentNotFound(NotFound):
    """No such document, or it is somebody else's."""

    sentence = N_("Không có chứng từ này.")


class NothingEarned(NotFound):
    """The shop earned nothing in that year."""

    sentence = N_("Gian hàng không có đơn nào hoàn tất trong năm này.")


class LinkWithdrawn(DomainError):
    """The seller has withdrawn the address at which a document was checked."""

    status = 410
    sentence = N_("Người bán đã rút đường kiểm này. Hỏi người đưa giấy cho bạn một đường kiểm mới.")


class BuyerNameMissing(DomainError):
    """An invoice names its buyer."""

    sentence = N_("Ghi tên đơn vị hoặc họ tên người mua như trên đăng ký.")


class AddressMissing(DomainError):
    """An invoice has the address of its buyer."""

    sentence = N_("Ghi địa chỉ như trên đăng ký.")


class InvoiceTooLate(DomainError):
    """The seller has made out what the month holds, or nothing was delivered."""

    status = 409
    sentence = N_("Đã quá hạn yêu cầu hóa đơn cho đơn này. Cần gấp thì nhắn nơi bán.")
