"""What can go wrong with payouts, said to the person who can mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.money import Amount
from marketplace.text import N_


class RunNotFound(NotFound):
    """There is no such run."""

    sentence = N_("Không tìm thấy kỳ chuyển này.")


class PayoutNotFound(NotFound):
    """There is no such payout, or it is somebody else's."""

    sentence = N_("Không tìm thấy lần chuyển này.")


class RunMoveRefused(Conflict):
    """The run's state does not allow this step any more."""

    sentence = N_("Kỳ chuyển đã đổi trạng thái trong lúc đó, nên bước này không làm được nữa.")

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


class PayoutMoveRefused(Conflict):
    """The payout's state does not allow this step any more."""

    sentence = N_("Lần chuyển đã đổi trạng thái trong lúc đó, nên bước này không làm được nữa.")

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state


class SumDiffers(DomainError):
    """What was typed is not what the run would send."""

    sentence = N_("Số tiền gõ lại khác tổng của kỳ là %(total)s. Xem lại rồi gõ đúng tổng này.")

    def __init__(self, total_vnd: int) -> None:
        super().__init__(total=Amount(total_vnd))


class NothingToPay(Conflict):
    """The run has no payout."""

    sentence = N_("Kỳ này không có khoản nào để chuyển.")


class RunChanged(Conflict):
    """Since the run was counted, orders, refunds, holds or accounts have changed what it pays."""

    sentence = N_("Từ lúc tính đến giờ đã có thay đổi ở: %(sellers)s. Tính lại kỳ này rồi chốt.")


class SamePerson(Conflict):
    """The second pair of eyes is somebody else's."""

    sentence = N_("Người chốt kỳ không tự duyệt được. Nhờ một người khác có quyền về tiền.")


class ReasonNeeded(DomainError):
    """Money is kept back, or said to have come back, with a reason."""

    sentence = N_("Ghi lý do, để người khác và nơi bán hiểu.")


class EndsTooSoon(DomainError):
    """Money is kept back at least until tomorrow."""

    sentence = N_("Ngày tự thả phải sau hôm nay.")


class HeldAlready(Conflict):
    """It is kept back, with a reason that stands there."""

    sentence = N_("Khoản này đang được giữ rồi. Xem lý do đã ghi.")


class HoldNotFound(NotFound):
    """Nothing is kept back under this reference."""

    sentence = N_("Khoản giữ này đã được thả, hoặc không có.")
