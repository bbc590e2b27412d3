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


class ContentRefused(DomainError):
    """A content that no pack has."""

    sentence = N_("Lượng trong gói phải là số từ 1 đến 100.000, ví dụ 500.")


class WeightRefused(DomainError):
    """A weight that no parcel has."""

    sentence = N_("Cân cả vỏ phải từ 1 gam đến 50.000 gam, ví dụ 900 hay 0,9 kg.")


class LimitRefused(DomainError):
    """A limit that nobody can mean."""

    sentence = N_("Mỗi khách tối đa phải là số từ 1 đến 99. Để trống nếu không giới hạn.")


class BoxRefused(DomainError):
    """A box that no carrier takes."""

    sentence = N_("Viết dài x rộng x cao bằng cm, mỗi cạnh từ 1 đến 200, ví dụ 30x20x15.")


class DaysRefused(DomainError):
    """A time for which nothing keeps."""

    sentence = N_("Số ngày phải là số từ 1 đến 3.650. Để trống nếu món không có hạn dùng.")
