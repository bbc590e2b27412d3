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
