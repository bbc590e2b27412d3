"""What can go wrong with a payment, said to the person who can mend it."""

from marketplace.errors import Conflict, DomainError
from marketplace.text import N_


class PaymentMoveRefused(Conflict):
    """The payment's state does not allow this step any more."""

    sentence = N_("Khoản thanh toán đã đổi trạng thái trong lúc đó, nên bước này không làm được nữa.")

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


class RefundRefused(DomainError):
    """No more can be given back than came in, and nothing is no refund."""

    sentence = N_("Số tiền hoàn phải lớn hơn 0 và không quá số đã thu mà chưa hoàn.")
