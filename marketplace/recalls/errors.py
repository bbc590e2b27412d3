"""What can go wrong when a lot is taken back."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class RecalledAlready(Conflict):
    """It was taken back before."""

    sentence = N_("Lô này đã thu hồi rồi.")


class RecallUnexplained(DomainError):
    """Nobody said why."""

    sentence = N_("Viết một hai câu cho khách: lô này bị gì. Ví dụ: Một số chai lên men sớm, nắp có thể phồng.")


class CodeTypedWrong(DomainError):
    """The lot's code was not typed again."""

    sentence = N_("Gõ đúng mã lô %(code)s để chắc là thu hồi đúng lô.")


class RecallNotFound(NotFound):
    """No such recall of this order."""

    sentence = N_("Đơn này không có hàng bị thu hồi.")
