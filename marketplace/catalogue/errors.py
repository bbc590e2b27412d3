"""What can go wrong with goods, said to the person who can mend it."""

from marketplace.errors import DomainError, NotFound
from marketplace.text import N_


class ProductNotFound(NotFound):
    """No such product, or it is not shown at the moment."""

    sentence = N_("Món này không còn bán ở đây.")


class PriceOutOfRange(DomainError):
    """A price that nobody can mean."""

    sentence = N_("Giá phải từ 1.000 ₫ đến 100.000.000 ₫, ví dụ 165.000.")


class CategoryNotFound(NotFound):
    """No such family of goods."""

    sentence = N_("Không có nhóm hàng này.")
