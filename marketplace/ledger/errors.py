"""What can go wrong in the books, said to the person who can mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class KeyTaken(Conflict):
    """Something else was booked under the same key."""

    sentence = N_("Bút toán “%(key)s” đã ghi với nội dung khác, nên không ghi lại được.")


class TransactionNotFound(NotFound):
    """There is no such transaction."""

    sentence = N_("Không tìm thấy bút toán này.")


class RevertedAlready(Conflict):
    """A transaction is taken back once, and what takes one back stays."""

    sentence = N_("Bút toán này đã được đảo, hoặc chính nó là bút toán đảo.")


class HoldOver(Conflict):
    """The hold was posted, voided, or its time ran out."""

    sentence = N_("Khoản tạm giữ này đã kết thúc.")


class HoldExceeded(DomainError):
    """No more can be posted than was held."""

    sentence = N_("Không thể ghi nhiều hơn số đã tạm giữ.")


class NotCovered(Conflict):
    """The account has less to dispose of than was asked for."""

    sentence = N_("Số dư khả dụng không đủ.")


class MonthRefused(DomainError):
    """Only a month that is over, and none before one that is sealed, can be sealed."""

    sentence = N_("Chỉ khóa sổ được tháng đã kết thúc, theo thứ tự thời gian.")


class AmountRefused(DomainError):
    """Nothing is booked by hand that is nothing, or more than a typing error would explain."""

    sentence = N_("Số tiền phải lớn hơn 0 và không quá 1 tỷ đồng.")


class NoteMissing(DomainError):
    """What is booked by hand needs its reason."""

    sentence = N_("Ghi lý do để người khác xem sổ hiểu được.")


class OwnAdjustment(Conflict):
    """The second person is another one."""

    sentence = N_("Người lập điều chỉnh không tự duyệt được. Nhờ người khác có quyền về tiền.")
