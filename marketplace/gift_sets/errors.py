"""What can go wrong with gift sets."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class SetNotFound(NotFound):
    """No such set, or its shop does not offer it any more."""

    sentence = N_("Không thấy bộ quà này. Nơi bán có thể đã ngừng; xem các bộ khác ở trang bộ quà.")


class TooFewParts(DomainError):
    """One kind of pack is no set."""

    sentence = N_("Bộ quà cần ít nhất hai món khác nhau. Chọn thêm món nữa.")


class PartTwice(DomainError):
    """The same pack stands in two rows."""

    sentence = N_("Một cỡ gói đứng ở hai dòng. Gộp lại thành một dòng và ghi số lượng.")


class PartRefused(DomainError):
    """The pack is not the shop's own, is weighed, or its number is none."""

    sentence = N_("Dòng %(row)s: chọn một cỡ gói của gian hàng và ghi số từ 1 đến %(most)s.")


class SetWordBlocked(DomainError):
    """A set may promise no more than a listing."""

    sentence = N_("Có chữ “%(words)s” mà món hàng không được hứa như thế. Bỏ chữ ấy rồi lưu lại.")


class SetNameMissing(DomainError):
    """A set is found by its name."""

    sentence = N_("Đặt tên cho bộ, ví dụ: Bộ quà Tết Mường Động.")


class SetsLeft(Conflict):
    """Fewer sets are left than were wanted."""

    sentence = N_("Chỉ còn đủ hàng cho %(left)s bộ, vì %(name)s còn %(units)s. Bớt số bộ rồi thêm lại.")


class SetSoldOut(Conflict):
    """A part of it is sold out, or not sold at the moment."""

    sentence = N_("Bộ này tạm hết vì %(name)s vừa hết. Chọn bộ khác, hoặc mua riêng từng món còn hàng.")
