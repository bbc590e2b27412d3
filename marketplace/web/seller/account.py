"""The shop itself: what the market knows of it, who works in it, and the way out."""

from flask import render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from marketplace import places, sellers, wishlist
from marketplace.accounts.phones import show_phone
from marketplace.sellers.models import Seller, SellerKind
from marketplace.sellers.permissions import SellerRole, ShopPermission
from marketplace.web.filters import number, place
from marketplace.web.labels import SELLER_KINDS
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.shop import closing_decision, shop_pages

blueprint = shop_pages("shop_account", __name__, "/ban-hang/them")

ROLES = {
    SellerRole.OWNER: _("Chủ gian hàng"),
    SellerRole.MANAGER: _("Quản lý: mọi việc, trừ giao quyền"),
    SellerRole.PACKER: _("Đóng gói, không xem tiền"),
    SellerRole.ACCOUNTANT: _("Kế toán: xem tiền, không đổi đơn"),
}


@blueprint.get("")
@requires(ShopPermission.VIEW_SHOP)
def show() -> str:
    seller = current_membership().seller
    return render_template(
        "seller/account.html",
        decision=closing_decision(seller),
        facts=_facts(seller),
        members=[(member, ROLES[SellerRole(member.role)]) for member in sellers.members_of(seller.id)],
    )


def _facts(seller: Seller) -> list[tuple[str, str]]:
    commune = places.find_commune(seller.commune_code)
    known = [
        (gettext("Loại"), str(SELLER_KINDS[SellerKind(seller.kind)])),
        (gettext("Nơi in trên giấy"), seller.printed_place_vi),
        (gettext("Nơi nay thuộc"), place(commune) if commune else ""),
        (gettext("Mã số thuế"), seller.tax_code or ""),
        (gettext("Điện thoại"), show_phone(seller.phone) if seller.phone else ""),
        (gettext("E-mail"), seller.email or ""),
        (gettext("Số ngày gói xong"), str(seller.lead_days)),
        (gettext("Người theo dõi"), number(wishlist.following(seller.id).followers)),
    ]
    return [(label, value) for label, value in known if value]
