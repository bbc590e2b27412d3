"""Names of things that several surfaces speak of."""

from flask_babel import lazy_gettext as _

from marketplace.reviews import Tag
from marketplace.sellers.models import SellerKind

SELLER_KINDS = {
    SellerKind.COOPERATIVE: _("Hợp tác xã (HTX)"),
    SellerKind.COOP_UNION: _("Liên hiệp hợp tác xã"),
    SellerKind.COOP_GROUP: _("Tổ hợp tác"),
    SellerKind.HOUSEHOLD_BUSINESS: _("Hộ kinh doanh"),
    SellerKind.INDIVIDUAL_FARMER: _("Hộ nông dân"),
    SellerKind.ENTERPRISE: _("Doanh nghiệp"),
}
REVIEW_TAGS = {
    Tag.TASTY: _("Thơm ngon"),
    Tag.FRESH: _("Tươi mới"),
    Tag.WELL_PACKED: _("Đóng gói kỹ"),
    Tag.ON_TIME: _("Giao đúng hẹn"),
    Tag.AS_A_GIFT: _("Hợp làm quà"),
    Tag.BUY_AGAIN: _("Sẽ mua lại"),
}
HIDDEN_ANEW = _("Đã ghi. Lời này đang bị ẩn, người vận hành xem lại rồi mới hiện.")
