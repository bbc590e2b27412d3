"""What the page of a stamp tells: whether the goods are genuine, and where they come from."""

from dataclasses import dataclass, replace
from typing import Any, Final

from flask import current_app
from flask_babel import ngettext

from marketplace import places, stock
from marketplace.certification import validity_of
from marketplace.certification.models import Certificate, CertificateKind
from marketplace.clock import today
from marketplace.pictures import Photo
from marketplace.text import N_
from marketplace.traceability import StampStatus, Trace, groups_of
from marketplace.web.certificates import VALIDITIES, deciding_day, telling, title_of
from marketplace.web.filters import full_date, goods, say
from marketplace.web.labels import spoken
from marketplace.web.locale import gettext
from marketplace.web.storefront.product.story import told_step

DOUBTFUL = (StampStatus.VOID, StampStatus.NOT_YET, StampStatus.UNUSED)
TRUSTED = (StampStatus.GENUINE, StampStatus.OFTEN)


@dataclass(frozen=True)
class Verdict:
    """The answer to "is it genuine?"; `tone` as the component `outcome` knows it."""

    title: str
    text: str
    tone: str = ""


@dataclass(frozen=True)
class StatusLabel:
    """What a stamp proves: the answer, the sentences below it, and its tone."""

    title: str
    sentences: tuple[str, ...]
    tone: str = ""


STATUSES: Final = {
    StampStatus.GENUINE: StatusLabel(N_("Tem thật"), (N_("Khớp với sổ của %(seller)s."), "%(scanned)s")),
    StampStatus.OFTEN: StatusLabel(
        N_("Tem quét nhiều lần"), (N_("Tem này đã được quét %(count)s lần. Hãy đối chiếu món hàng."),), "w"
    ),
    StampStatus.EXPIRED: StatusLabel(
        N_("Tem thật, hàng quá hạn"), (N_("Khớp với sổ của %(seller)s, nhưng hạn dùng đã hết ngày %(best)s."),), "w"
    ),
    StampStatus.NOT_YET: StatusLabel(
        N_("Tem chưa dùng"),
        (N_("Lô này đến %(day)s mới đóng gói. Hàng bán trước ngày ấy có thể là hàng giả. Báo cho chúng tôi."),),
        "w",
    ),
    StampStatus.UNUSED: StatusLabel(
        N_("Tem chưa dùng"),
        (N_("Nơi bán chưa báo là đã dán tem này. Hàng đang bán mà mang tem này có thể là giả. Báo cho chúng tôi."),),
        "w",
    ),
    StampStatus.VOID: StatusLabel(
        N_("Tem đã hủy"),
        (N_("Tem này đã hủy, không được dán lên hàng nữa. Có thể là hàng giả. Báo cho chúng tôi."),),
        "bad",
    ),
    StampStatus.RECALLED: StatusLabel(
        N_("Đừng dùng: lô bị thu hồi"),
        (
            N_("Tem thật, nhưng nơi bán thu hồi lô này từ %(recalled)s."),
            "%(reason)s",
            N_("Đừng ăn, đừng dùng, đừng cho ai. Chụp tem, rồi mở đơn để nhận lại tiền, không cần chứng minh gì."),
        ),
        "bad",
    ),
}


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
        "is_often": trace.is_seen_too_often and trace.status in (*TRUSTED, StampStatus.EXPIRED),
        "seen_in": [(_province(code), times) for code, times in trace.provinces.items()],
        "is_doubtful": is_doubtful,
        "is_recalled": trace.status == StampStatus.RECALLED,
        "facts": facts_of(trace),
        "advice": advice_of(trace) if trace.status in TRUSTED else [],
        "journey": [replace(told_step(step, full_date), photos=_photos(trace, step.id)) for step in trace.steps],
        "certificates": certificates,
        "stars": next(
            (line.certificate.stars for line in certificates if line.is_grade and trace.status in TRUSTED), 0
        ),
        "has_demo_dates": any(line.certificate.has_demo_dates for line in certificates),
    }


def _province(code: str) -> str:
    return places.get_province(code).short_name


def _photos(trace: Trace, step_id: int) -> tuple[Photo, ...]:
    return tuple(photo.photo() for photo in trace.photos.get(step_id, ()) if photo.is_ready)


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
    }


def _ways_on(trace: Trace) -> dict[str, bool]:
    """Where the page may lead: nobody is asked to buy what may be false or was taken back."""
    product = trace.stamp.lot.variant.product
    return {
        "shop_is_open": product.seller.is_open,
        "can_buy_again": stock.is_on_sale(product, product.seller) and trace.status in TRUSTED,
    }


def verdict_of(trace: Trace) -> Verdict:
    """What the stamp proves, in words."""
    label, lot = STATUSES[trace.status], trace.stamp.lot
    blanks = {
        "seller": say(lot.variant.product.seller, "name"),
        "scanned": _scanned(trace),
        "count": trace.scans.times,
        "day": full_date(lot.packed_on),
        "recalled": full_date(lot.recalled_on) if lot.recalled_on else "",
        "reason": say(lot, "recall_reason"),
        "best": full_date(lot.best_before_on) if lot.best_before_on else "",
        "email": current_app.config["SUPPORT_EMAIL"],
    }
    sentences = (gettext(sentence, **blanks) for sentence in label.sentences)
    return Verdict(gettext(label.title), " ".join(filter(None, sentences)), label.tone)


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


def facts_of(trace: Trace) -> list[tuple[str, str]]:
    """Lot, days, place and seller; what nobody wrote down is left out."""
    lot = trace.stamp.lot
    product = lot.variant.product
    found = (
        (gettext("Lô"), lot.code),
        (gettext("Làm từ lô"), ", ".join(source.source.code for source in trace.sources)),
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
    validity = validity_of(certificate, [certificate])
    day = deciding_day(certificate, validity)
    return spoken(VALIDITIES[validity].brief, day=full_date(day) if day else "")
