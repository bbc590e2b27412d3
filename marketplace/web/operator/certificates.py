"""The register of certificates: what ends when, each with its scan and what happened to it, and taking one back."""

from functools import partial
from typing import Final

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from marketplace import certification
from marketplace.accounts import OperatorPermission
from marketplace.certification import filings
from marketplace.certification.models import Certificate, CertificateState, CertificateStep, Ground
from marketplace.certification.register import Standing, count_register, events_of, lock_certificate, register
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.text import N_
from marketplace.web.certificates import GROUNDS, STEPS, VALIDITIES, title_of
from marketplace.web.filters import moment
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.labels import Label, Step
from marketplace.web.locale import gettext
from marketplace.web.operator.links import PAGE_SIZE, Link, capped, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_certificates", __name__, url_prefix="/van-hanh/giay-chung-nhan")
blueprint.context_processor(navigation_rail)

Answer = Response | str | tuple[str, int]
CHOICES: Final = [SelectChoice(each.value, GROUNDS[each]) for each in Ground]
LONGEST: Final = Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))
STANDINGS: Final = {
    Standing.WEEK: Label(N_("7 ngày nữa hết"), "x"),
    Standing.MONTH: Label(N_("30 ngày nữa hết"), "a"),
    Standing.QUARTER: Label(N_("90 ngày nữa hết"), "a"),
    Standing.LONG: Label(N_("Còn dài ngày"), "g"),
    Standing.ENDED: Label(N_("Đã hết hạn"), "x"),
    Standing.WITHDRAWN: Label(N_("Bị thu hồi"), "x"),
    Standing.SUPERSEDED: Label(N_("Có giấy mới thay"), "n"),
}


class WithdrawForm(ShopForm):
    """Why a certificate counts no more; everybody who looks at it reads the sentence."""

    ground = RadioField(_("Vì sao"), [InputRequired(_("Chọn lý do."))], choices=CHOICES)
    reason_vi = StringField(_("Một câu cho mọi người đọc"), [DataRequired(_("Viết một câu giải thích.")), LONGEST])
    reason_en = StringField(_("Câu ấy bằng tiếng Anh"), [MayBeEmpty(), LONGEST])


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_TRUST)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_TRUST)
def show(ref: str) -> str:
    return _page(certification.get_certificate(ref))


@blueprint.post("/<ref>/thu-hoi")
@requires(OperatorPermission.CHANGE_TRUST)
def withdraw(ref: str) -> Answer:
    """From now on it proves nothing, on any page."""
    form = WithdrawForm()
    if not form.validate():
        return _page(certification.get_certificate(ref), form), 422
    said = {"reason_vi": form.reason_vi.data or "", "reason_en": form.reason_en.data or ""}
    try:
        with transaction():
            taken, ground = lock_certificate(ref), Ground(form.ground.data)
            certification.withdraw(taken, on=today(), ground=ground, by=current_user.user, **said)
    except DomainError as error:
        form.refuse(error)
        return _page(certification.get_certificate(ref), form), error.status
    flash(gettext("Đã thu hồi. Dấu rời trang món hàng, bộ lọc và mọi tệp hàng ngay."))
    return see_other(".show", ref=ref)


def _page(opened: Certificate | None = None, form: WithdrawForm | None = None) -> str:
    standing, counts = _standing(), count_register()
    page = page_of(partial(register, standing), PAGE_SIZE, lambda page: _url(standing, page))
    total = counts[standing] if standing else sum(counts.values())
    return render_template(
        "operator/certificates/list.html",
        tabs=[Link(gettext("Tất cả"), _url(None), capped(sum(counts.values())), standing is None)]
        + [Link(str(STANDINGS[each]), _url(each), capped(count), each == standing) for each, count in counts.items()],
        certificates=page.rows,
        **turning(page, total),
        standing=standing,
        title_of=title_of,
        pill_of=_pill,
        opened=opened,
        steps=_steps(opened) if opened else [],
        pages=filings.pages_of_certificate(opened.id) if opened else [],
        can_withdraw=opened is not None and opened.state == CertificateState.VERIFIED,
        form=form or WithdrawForm(formdata=None),
    )


def _standing() -> Standing | None:
    word = request.args.get("xem", "")
    return Standing(word) if word in set(Standing) else None


def _url(standing: Standing | None, page: int | None = None) -> str:
    return url_for("operator_certificates.list", xem=standing, trang=page)


def _pill(certificate: Certificate) -> Label:
    """How it stands by itself: what replaced it stands in its history."""
    return VALIDITIES[certification.validity_of(certificate, [])]


def _steps(certificate: Certificate) -> list[Step]:
    """What happened to it, with who did it and what was said."""
    told = []
    for event in events_of(certificate.id):
        by = event.by.name if event.by else ""
        parts = (moment(event.at), by, event.note)
        told.append(Step(str(STEPS[CertificateStep(event.step)]), " · ".join(filter(None, parts))))
    return told
