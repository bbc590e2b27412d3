"""What can go wrong with stock, said to the person on the screen."""

from marketplace.errors import Conflict, DomainError
from marketplace.text import N_


class SoldOut(Conflict):
    """Fewer units are left than were asked for."""

    def __init__(self, variant_id: int, name: str, left: int) -> None:
        fewer = N_("%(name)s chỉ còn %(left)s. Sửa số lượng rồi đặt lại.")
        none = N_("%(name)s vừa hết hàng. Bỏ món này để đặt tiếp các món khác.")
        super().__init__(fewer if left else none, name=name, left=left)
        self.variant_id, self.left = variant_id, left


class CountRefused(DomainError):
    """A stock count that nobody can mean."""

    sentence = N_("Số còn lại phải là số từ 0 đến 100.000, ví dụ 38.")
