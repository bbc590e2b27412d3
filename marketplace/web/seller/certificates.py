"""The certificates of a shop's goods with a light for each: how much time is left, and what happens then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from flask import render_template
from flask_babel import ngettext

from marketplace import certification
from marketplace.approvals import certificates
from marketplace.certification import Light, Validity, filings
from marketplace.certification.models import Certificate
from marketplace.certification.ocop_rules import latest_extension
from marketplace.clock import today
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import N_
from marketplace.web.certificates import VALIDITIES, title_of
from marketplace.web.filters import full_date
from marketplace.web.labels import Label
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.certificate_pages import pill_of
from marketplace.web.seller.certificate_pages import title_of as title_of_filing
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_certificates", __name__, "/ban-hang/giay-chung-nhan")

MOST, MOST_BARE = 500, 20


@dataclass(frozen=True, kw_only=True)
class LightLabel(Label):
    """A light in words, with the sign for those who do not tell its colour from others."""

    icon: str


LIGHTS: Final = {
    Light.RED: LightLabel(N_("Gấp hoặc đã hết"), "x", icon="alert"),
    Light.AMBER: LightLabel(N_("Sắp hết hạn"), "a", icon="clock"),
    Light.GREEN: LightLabel(N_("Còn dài ngày"), "g", icon="check"),
}


@dataclass(frozen=True)
class Held:
    """A certificate as its holder reads it; `advice` says what to do, where there is something."""

    certificate: Certificate
    title: str
    validity: Validity
    light: Light
    left: str
    advice: str

    @property
    def icon(self) -> str:
        """The sign that goes with the light."""
        return LIGHTS[self.light].icon

    @property
    def pill(self) -> Label:
        """The light in words: how it stands today, where that says more than the light."""
        is_over = self.validity in (Validity.ENDED, Validity.WITHDRAWN)
        return VALIDITIES[self.validity] if is_over else LIGHTS[self.light]


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_GOODS)
def show_list() -> str:
    seller_id = current_membership().seller_id
    held = list(_held(certification.certificates_held(seller_id, limit=MOST)))
    filed = filings.unsettled_filings(seller_id, limit=MOST_BARE)
    asked = certificates.asked_for(filed)
    present = [each for each in held if each.validity != Validity.REPLACED]
    ending = [each for each in present if each.validity.counts and each.certificate.expires_on]
    return render_template(
        "seller/certificates/list.html",
        counts=[(label, sum(each.light == light for each in present)) for light, label in LIGHTS.items()],
        first=ending[0] if ending else None,
        held=present,
        replaced=[each for each in held if each.validity == Validity.REPLACED],
        filed=[(each, title_of_filing(each), pill_of(each, asked.get(each.ref))) for each in filed],
        can_extend=_can_extend,
        bare=certification.goods_without(seller_id, limit=MOST_BARE),
    )


def _can_extend(held: Held) -> bool:
    """Whether the rules give more time to this certificate, which is needed soon."""
    ends_on, certificate = held.certificate.expires_on, held.certificate
    if certificate.stars is None or ends_on is None or held.validity != Validity.ENDS_SOON:
        return False
    latest = latest_extension(certificate.extended_from or ends_on, today())
    return latest is not None and latest > ends_on


def _held(certificates: Iterable[Certificate]) -> Iterable[Held]:
    """Each as it stands beside the others of its product; the first to end comes first, as before."""
    grouped = groupby(sorted(certificates, key=_product_id), key=_product_id)
    by_product = {product_id: list(group) for product_id, group in grouped}
    for certificate in certificates:
        validity = certification.validity_of(certificate, by_product[certificate.product_id])
        light = certification.light_of(certificate, validity)
        left, advice = _left(certificate, validity), _advice(light, validity)
        yield Held(certificate, title_of(certificate), validity, light, left, advice)


def _product_id(certificate: Certificate) -> int:
    return certificate.product_id


def _left(certificate: Certificate, validity: Validity) -> str:
    """How much time is left, or since when it is over."""
    ends_on, day = certificate.expires_on, today()
    if validity == Validity.WITHDRAWN:
        return gettext("Bị thu hồi %(day)s", day=_day(certificate.revoked_on))
    if validity == Validity.NOT_YET:
        return gettext("Có hiệu lực từ %(day)s", day=full_date(certificate.issued_on))
    if ends_on is None:
        return gettext("Không ghi ngày hết hạn")
    if ends_on < day:
        return gettext("Hết từ %(day)s", day=full_date(ends_on))
    left = (ends_on - day).days
    if not left:
        return gettext("Hết hôm nay, %(day)s", day=full_date(ends_on))
    days = ngettext("còn %(num)d ngày", "còn %(num)d ngày", left)
    return gettext("Đến %(day)s, %(left)s", day=full_date(ends_on), left=days)


def _day(day: date | None) -> str:
    return full_date(day) if day else ""


def _advice(light: Light, validity: Validity) -> str:
    if validity == Validity.WITHDRAWN:
        return gettext("Khách không thấy dấu này. Hỏi nơi cấp, bỏ nhãn in dấu cũ.")
    if validity == Validity.ENDED:
        return gettext("Khách không thấy dấu này nữa. Có giấy mới thì gửi để hiện lại.")
    if light == Light.RED:
        return gettext("Nộp hồ sơ đánh giá lại ngay. Quá ngày này dấu tự rời trang món hàng.")
    if light == Light.AMBER:
        return gettext("Chuẩn bị hồ sơ đánh giá lại từ bây giờ, xét thường mất vài tuần.")
    return ""
