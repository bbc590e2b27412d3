"""Names of things that several surfaces speak of."""

from flask_babel import lazy_gettext as _

from marketplace.sellers.models import SellerKind

SELLER_KINDS = {
    SellerKind.COOPERATIVE: _("Hợp tác xã (HTX)"),
    SellerKind.COOP_UNION: _("Liên hiệp hợp tác xã"),
    SellerKind.COOP_GROUP: _("Tổ hợp tác"),
    SellerKind.HOUSEHOLD_BUSINESS: _("Hộ kinh doanh"),
    SellerKind.INDIVIDUAL_FARMER: _("Hộ nông dân"),
    SellerKind.ENTERPRISE: _("Doanh nghiệp"),
}
