"""What can go wrong with a draft, said to the seller."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class DraftNotFound(NotFound):
    """No such draft in this shop."""

    sentence = N_("Không thấy bản nháp này. Có thể nó đã được duyệt hoặc đã bỏ.")


class SavedMeanwhile(Conflict):
    """A colleague saved the same step after the page was opened; `name` says who."""

    sentence = N_("%(name)s vừa lưu bước này. Chữ anh chị gõ còn nguyên bên dưới: lưu lần nữa là thay bản ấy.")


class NotReady(DomainError):
    """Something is missing, or a word may not stand there."""

    sentence = N_("Món này còn chỗ cần sửa trước khi gửi duyệt.")


class TooManyPacks(DomainError):
    """More pack sizes than a shopper can take in."""

    sentence = N_("Mỗi món có tối đa %(most)s cỡ gói.")


class PackOnSale(Conflict):
    """A pack size that is on sale has orders and stock, so that it stays."""

    sentence = N_("Cỡ gói này đang bán nên không bỏ được. Ghi số còn là 0 để ngừng bán cỡ này.")


class PackNotFound(NotFound):
    """No such pack size in this draft."""

    sentence = N_("Không thấy cỡ gói này trong bản nháp.")
