"""What can go wrong at the reconciliation desk, said to the operator."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class TransferNotFound(NotFound):
    """No transfer, or no statement, has this reference."""

    sentence = N_("Không có dòng tiền này.")


class TransferMoved(Conflict):
    """A colleague, or the shop itself, was quicker."""

    sentence = N_("Dòng tiền này vừa được xử lý rồi. Xem lại bên trái.")

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


class DifferenceLeft(DomainError):
    """The parts do not add up to the transfer."""

    sentence = N_("Các phần cộng lại phải đúng %(amount)s, còn lệch %(gap)s.")


class PartRefused(DomainError):
    """A part that is nothing, or a purchase that is named twice or not at all."""

    sentence = N_("Chọn ít nhất một đơn, mỗi đơn một lần, và ghi số tiền lớn hơn 0 cho từng đơn.")


class PurchaseUnknown(DomainError):
    """No purchase has this code."""

    sentence = N_("Không có đơn nào mang mã %(code)s.")


class ReasonMissing(DomainError):
    """What is no purchase needs a word on what it is."""

    sentence = N_("Ghi vài chữ cho biết đây là tiền gì, để người sau khỏi tra lại.")


class FileMissing(DomainError):
    """The form was sent without a file."""

    sentence = N_("Chọn tệp sao kê rồi bấm nạp.")


class BankRefMissing(DomainError):
    """Money that went back is known by the bank's number of its way back."""

    sentence = N_("Ghi số giao dịch của lần chuyển trả, có trong biên nhận của ngân hàng.")
