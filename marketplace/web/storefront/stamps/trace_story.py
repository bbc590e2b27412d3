"""What the page of a stamp tells: whether the goods are genuine, and where they come from."""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext, ngettext

from marketplace.certification import Validity, validity_of
from marketplace.certification.models import Certificate, CertificateKind
from marketplace.clock import today
from marketplace.sellers.models import SellerState
from marketplace.traceability import StampStatus, Trace, groups_of
from marketplace.web.filters import full_date, goods, say
from marketplace.web.storefront.certificates.labels import telling, title_of
from marketplace.web.storefront.product.story import told_step

DOUBTFUL = (StampStatus.VOID, StampStatus.NOT_YET)
TRUSTED = (StampStatus.GENUINE, StampStatus.OFTEN)


@dataclass(frozen=True)
class Verdict:
    """The answer to "is it genuine?"; `tone` as the component `outcome` knows it."""

    title: str
    text: str
    tone: str = ""


@dataclass(frozen=True)
class CertificateLine:
    """A certificate of the goods as it stands today; `ended` says in words why it no longer counts."""

    certificate: Certificate
    title: str
    ended: str

    @property
    def is_grade(self) -> bool:
        """Whether it is the OCOP certificate, and counts."""
        return self.certificate.kind == CertificateKind.OCOP and not self.ended


def told(trace: Trace) -> dict[str, Any]:
    """Everything the template is given."""
    is_doubtful = trace.status in DOUBTFUL
    certificates = [] if is_doubtful else certificates_of(trace)
    return {
        **_goods(trace),
        **_ways_on(trace),
        "verdict": verdict_of(trace),
        "is_often": trace.status == StampStatus.OFTEN,
        "is_doubtful": is_doubtful,
        "facts": facts_of(trace),
        "advice": advice_of(trace) if trace.status in TRUSTED else [],
        "journey": [told_step(step, full_date) for step in trace.steps],
        "certificates": certificates,
        "stars": next((line.certificate.stars for line in certificates if line.is_grade), 0),
        "has_demo_dates": any(line.certificate.has_demo_dates for line in certificates),
    }


def _goods(trace: Trace) -> dict[str, Any]:
    lot = trace.stamp.lot
    product = lot.variant.product
    return {
        "stamp": trace.stamp,
        "code": " ".join(groups_of(trace.stamp.code)),
        "number": gettext("Tem số %(number)s trong %(all)s tem của lô", number=trace.stamp.number, all=trace.issued),
        "goods": goods(product, lot.variant),
        "pack": lot.variant,
        "product": product,
        "seller": product.seller,
        "is_past_best": lot.best_before_on is not None and lot.best_before_on < today(),
    }


def _ways_on(trace: Trace) -> dict[str, bool]:
    """Where the page may lead: nobody is asked to buy what may be false or was taken back."""
    product = trace.stamp.lot.variant.product
    is_open = product.seller.state == SellerState.APPROVED
    return {
        "shop_is_open": is_open,
        "can_buy_again": is_open and product.is_listed and trace.status in TRUSTED,
    }


def verdict_of(trace: Trace) -> Verdict:
    """What the stamp proves, in words."""
    seller, lot = say(trace.stamp.lot.variant.product.seller, "name"), trace.stamp.lot
    match trace.status:
        case StampStatus.RECALLED:
            return Verdict(gettext("Lô này đã thu hồi"), _recall(trace), "bad")
        case StampStatus.VOID:
            text = gettext("Tem này đã hủy, không được dán lên hàng nữa. Có thể là hàng giả. Báo cho chúng tôi.")
            return Verdict(gettext("Tem đã hủy"), text, "bad")
        case StampStatus.NOT_YET:
            text = gettext(
                "Lô này đến %(day)s mới đóng gói. Hàng bán trước ngày ấy có thể là hàng giả. Báo cho chúng tôi.",
                day=full_date(lot.packed_on),
            )
            return Verdict(gettext("Tem chưa dùng"), text, "w")
        case StampStatus.OFTEN:
            count = trace.scans.times
            text = gettext("Tem này đã được quét %(count)s lần. Hãy đối chiếu món hàng.", count=count)
            return Verdict(gettext("Tem quét nhiều lần"), text, "w")
    matches = gettext("Khớp với sổ của %(seller)s.", seller=seller)
    return Verdict(gettext("Tem thật"), f"{matches} {_scanned(trace)}")


def _scanned(trace: Trace) -> str:
    scans = trace.scans
    if scans.first_on is None or scans.are_new:
        return gettext("Quét lần đầu hôm nay.")
    return ngettext(
        "Đã quét %(num)d lần, lần đầu ngày %(day)s.",
        "Đã quét %(num)d lần, lần đầu ngày %(day)s.",
        scans.times,
        day=full_date(scans.first_on),
    )


def _recall(trace: Trace) -> str:
    lot = trace.stamp.lot
    day = full_date(lot.recalled_on) if lot.recalled_on else ""
    todo = gettext(
        "Đừng ăn, đừng dùng, đừng cho ai. Giữ món hàng lại và viết cho chúng tôi: %(email)s.",
        email=current_app.config["SUPPORT_EMAIL"],
    )
    parts = (gettext("Thu hồi ngày %(day)s.", day=day), say(lot, "recall_reason"), todo)
    return " ".join(filter(None, parts))


def facts_of(trace: Trace) -> list[tuple[str, str]]:
    """Lot, days, place and seller; what nobody wrote down is left out."""
    lot = trace.stamp.lot
    product = lot.variant.product
    found = (
        (gettext("Lô"), lot.code),
        (gettext("Thu hoạch"), full_date(lot.harvested_on) if lot.harvested_on else ""),
        (gettext("Ngày đóng gói"), full_date(lot.packed_on)),
        (gettext("Xuất xứ"), product.seller.printed_place_vi),
        (gettext("Nơi làm"), say(product.seller, "name")),
        (gettext("Dùng trước"), full_date(lot.best_before_on) if lot.best_before_on else ""),
    )
    return [(label, value) for label, value in found if value]


def advice_of(trace: Trace) -> list[tuple[str, str]]:
    """What is in it, how to keep and how to use it."""
    product = trace.stamp.lot.variant.product
    found = (
        (gettext("Thành phần"), say(product, "ingredients")),
        (gettext("Bảo quản"), say(product, "storage")),
        (gettext("Cách dùng"), say(product, "usage")),
        (gettext("Lưu ý"), say(product, "warning")),
    )
    return [(label, value) for label, value in found if value]


def certificates_of(trace: Trace) -> list[CertificateLine]:
    """Of each kind the certificate that counts, or the last one that did."""
    day, certificates = today(), trace.certificates
    found = telling(certificates, lambda certificate: certificate.is_valid_on(day))
    return [
        CertificateLine(found[kind], title_of(found[kind]), _ended(found[kind]))
        for kind in CertificateKind
        if kind in found
    ]


def _ended(certificate: Certificate) -> str:
    match validity_of(certificate, [certificate]):
        case Validity.WITHDRAWN:
            return gettext("Đã bị thu hồi")
        case Validity.ENDED:
            return (
                gettext("Đã hết hạn từ %(day)s", day=full_date(certificate.expires_on))
                if certificate.expires_on
                else ""
            )
        case Validity.NOT_YET:
            return gettext("Có hiệu lực từ %(day)s", day=full_date(certificate.issued_on))
    return ""
