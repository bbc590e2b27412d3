"""What can go wrong with goods, said to the person who can mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class ProductNotFound(NotFound):
    """No such product, or it is not shown at the moment."""

    sentence = N_("Món này không còn bán ở đây.")


class NameMissing(DomainError):
    """Goods without a name cannot be found, nor asked for."""

    sentence = N_("Viết tên món hàng, dài nhất 160 chữ.")


class ProductGone(ProductNotFound):
    """The product is not sold at the moment. `name_vi`, `name_en` and `category` are its own."""

    sentence = N_("Món này đang ngừng bán.")

    def __init__(self, *, name_vi: str, name_en: str, category: str) -> None:
        super().__init__()
        self.name_vi, self.name_en, self.category = name_vi, name_en, category


class ProductArchived(ProductGone):
    """The product was put away for good by its maker, whose open shop stands at `maker_slug`."""

    status = 410
    sentence = N_("Món này không bán nữa.")

    def __init__(self, *, maker_slug: str, maker_vi: str, maker_en: str, **told: str) -> None:
        super().__init__(**told)
        self.maker_slug, self.maker_vi, self.maker_en = maker_slug, maker_vi, maker_en


class Archived(Conflict):
    """What was put away is brought back before it is sold."""

    sentence = N_("Món này đã cất. Lấy lại trước rồi mới bán.")


class TakenDown(Conflict):
    """Operators took it off sale; the shop's page says why and what to do."""

    sentence = N_("Món này bị người vận hành hạ nên chưa bán lại được. Mở món để đọc lý do và trả lời.")


class PriceOutOfRange(DomainError):
    """A price that nobody can mean."""

    sentence = N_("Giá phải từ 1.000 ₫ đến 100.000.000 ₫, ví dụ 165.000.")


class TooManyBreaks(DomainError):
    """More lower prices than a shopper can take in."""

    sentence = N_("Mỗi cỡ gói có tối đa %(most)s mức giá mua nhiều.")


class BreakQuantityRefused(DomainError):
    """Quantities out of order, or so few or so many that they cannot be bought."""

    sentence = N_("Số lượng của các mức phải từ 2 đến %(highest)s và tăng dần.")


class BreakPriceRefused(DomainError):
    """Buying more would cost the same or more for each one."""

    sentence = N_("Mua càng nhiều giá phải càng thấp: mức đầu thấp hơn giá bán, mức sau thấp hơn mức trước.")


class PriceBelowBreak(DomainError):
    """The price of one is not above that of many."""

    sentence = N_("Giá bán phải cao hơn giá mua nhiều. Sửa giá mua nhiều trước.")


class TooManyPhotos(Conflict):
    """A product has its share of pictures."""

    sentence = N_("Mỗi món có tối đa %(most)s ảnh. Xóa bớt ảnh cũ rồi gửi ảnh mới.")


class CategoryNotFound(NotFound):
    """No such category of goods."""

    sentence = N_("Không có nhóm hàng này.")


class ContentRefused(DomainError):
    """A content that no pack has."""

    sentence = N_("Lượng trong gói phải là số từ 1 đến 100.000, ví dụ 500.")


class BoxNoteMissing(DomainError):
    """Buyers read what a gift box looks like before they pay for it."""

    sentence = N_("Tả hộp trong vài chữ, ví dụ: hộp giấy nâu, buộc dây rơm.")


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


class TypicalWeightRefused(DomainError):
    """Nobody can say what a piece costs that weighs anything at all."""

    sentence = N_("Mỗi con, mỗi quả nặng từ 50 g đến 30 kg, số sau không quá 3 lần số trước. Ví dụ 1,4 kg đến 1,6 kg.")


class IncreaseRefused(DomainError):
    """A ceiling that no buyer agrees to."""

    sentence = N_("Mức tăng nhiều nhất phải từ 0 đến %(most)s %%.")


class BreaksByWeight(DomainError):
    """Goods that are weighed have one price for a kilogram."""

    sentence = N_("Món tính theo cân chỉ có một giá mỗi kg. Bỏ giá mua nhiều, hoặc bỏ tính theo cân.")


class WeighingMissing(DomainError):
    """Goods that are weighed say what a kilogram costs and what a piece weighs."""

    sentence = N_("Món cân lúc gói cần giá mỗi kg và nặng từ bao nhiêu đến bao nhiêu.")
