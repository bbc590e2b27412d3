"""What can go wrong with stock, said to the person on the screen."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class SoldOut(Conflict):
    """Fewer units are left than were asked for."""

    def __init__(self, variant_id: int, name: str, left: int) -> None:
        fewer = N_("%(name)s chỉ còn %(left)s. Sửa số lượng rồi đặt lại.")
        none = N_("%(name)s vừa hết hàng. Bỏ món này để đặt tiếp các món khác.")
        super().__init__(fewer if left else none, name=name, left=left)
        self.variant_id, self.left = variant_id, left


class LotNotThere(NotFound):
    """The pack size has no such lot that sells."""

    sentence = N_("Lô này không còn bán được. Chọn lô khác.")


class LotTooSmall(Conflict):
    """A lot holds fewer units than an order line needs."""

    sentence = N_("Lô %(code)s chỉ còn %(left)s, không đủ cho món này. Chọn lô khác.")

    def __init__(self, code: str, left: int) -> None:
        super().__init__(code=code, left=left)


class CountMoved(Conflict):
    """Some were sold or came back while the page with the former number was open."""

    sentence = N_("Trong lúc trang này mở, số còn lại đã đổi từ %(seen)s thành %(left)s. Đếm lại, sửa số rồi lưu.")

    def __init__(self, seen: str, left: int) -> None:
        super().__init__(seen=seen, left=left)


class CountRefused(DomainError):
    """A stock count that nobody can mean."""

    sentence = N_("Số còn lại phải là số từ 0 đến 100.000, ví dụ 38.")
