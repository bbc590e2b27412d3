"""The pages of a certificate that is filed: its photos, its words beside them, and what happens to it then."""

from collections.abc import Iterator

from flask import render_template
from werkzeug.datastructures import MultiDict

from marketplace.approvals import Approval, ApprovalState, certificates
from marketplace.catalogue.queries import goods_of
from marketplace.certification import filings
from marketplace.certification.filing_models import CertificateFiling
from marketplace.certification.ocop_rules import latest_extension
from marketplace.certification.papers import looks_usual
from marketplace.clock import today
from marketplace.text import N_
from marketplace.web.filters import full_date, moment, say
from marketplace.web.labels import Label, Step
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership
from marketplace.web.seller.certificate_forms import ExtensionForm, FilingForm

WAITING, BACK, DRAFT = (
    Label(N_("Chờ duyệt"), "b"),
    Label(N_("Cần sửa"), "x"),
    Label(N_("Chưa gửi"), "n"),
)


def form_of(filing: CertificateFiling, *, is_posted: bool = False) -> FilingForm | ExtensionForm:
    """The form for this paper: as it was posted, or with what its draft keeps."""
    said = {"product": filing.product.slug if filing.product else "", **filing.said}
    kept = {} if is_posted else {"formdata": MultiDict(said)}
    if filing.extends is not None:
        return ExtensionForm(**kept)
    return FilingForm(goods=goods_of(current_membership().seller_id), **kept)


def photo_page(filing: CertificateFiling, refusal: str = "") -> str:
    """Where pages are photographed."""
    is_full = len(filing.pages) >= filings.MOST_PAGES
    return render_template(
        "seller/certificates/photos.html", filing=filing, title=title_of(filing), refusal=refusal, is_full=is_full
    )


def facts_page(filing: CertificateFiling, form: FilingForm | ExtensionForm) -> str:
    """The photos beside what is typed of them; what an operator wanted mended stands first."""
    asked = certificates.asked_for([filing]).get(filing.ref)
    number = form.number.data or ""
    return render_template(
        "seller/certificates/facts.html",
        filing=filing,
        title=title_of(filing),
        form=form,
        asked=asked if asked and asked.state == ApprovalState.SENT_BACK else None,
        is_odd=bool(number) and isinstance(form, FilingForm) and not looks_usual(number),
        latest=_latest(filing),
    )


def sent_page(filing: CertificateFiling) -> str:
    """What was sent and what happens now."""
    asked = certificates.asked_for([filing]).get(filing.ref)
    return render_template(
        "seller/certificates/sent.html",
        filing=filing,
        asked=asked,
        title=asked.title if asked else title_of(filing),
        steps=list(_steps(filing, asked)),
    )


def title_of(filing: CertificateFiling) -> str:
    """What a draft is called in a list: its stars as far as they were typed, and the goods."""
    name = say(filing.product, "name") if filing.product else gettext("chưa chọn món")
    stars = filing.text("stars")
    if filing.extends is not None:
        return gettext("Gia hạn giấy OCOP, %(goods)s", goods=name)
    if stars:
        return gettext("OCOP %(stars)s sao, %(goods)s", stars=stars, goods=name)
    return gettext("Giấy OCOP, %(goods)s", goods=name)


def pill_of(filing: CertificateFiling, asked: Approval | None) -> Label:
    """How far a paper has come."""
    if filing.sent_at is not None:
        return WAITING
    return BACK if asked and asked.state == ApprovalState.SENT_BACK else DRAFT


def _latest(filing: CertificateFiling) -> str:
    """The last day that an extension can reach, for its form."""
    certificate = filing.extends
    if certificate is None or certificate.expires_on is None:
        return ""
    latest = latest_extension(certificate.extended_from or certificate.expires_on, today())
    return full_date(latest) if latest else ""


def _steps(filing: CertificateFiling, asked: Approval | None) -> Iterator[Step]:
    if filing.sent_at:
        yield Step(gettext("Anh chị gửi giấy"), moment(filing.sent_at))
    if asked and asked.decided_at and asked.decided_by:
        yield Step(gettext("Người của chợ đã xem"), f"{moment(asked.decided_at)} · {asked.decided_by.name}")
    elif asked:
        due = gettext("Trước %(time)s", time=moment(asked.due_at))
        yield Step(gettext("Người của chợ so với sổ của tỉnh"), due, todo=True)
    end = filing.certificate.expires_on if filing.certificate else None
    if end:
        yield Step(gettext("Giấy có hiệu lực"), gettext("Đến hết %(day)s", day=full_date(end)))
    else:
        after = gettext("Sau khi duyệt, không phải làm gì thêm")
        yield Step(gettext("Món hàng hiện đúng số sao"), after, todo=True)
