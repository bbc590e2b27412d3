"""Runs of payouts: count, close with the sum typed again, agree as the second person, and say what the bank did."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, current_app, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from marketplace import money, payouts
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.payouts import Payout, PayoutRun, PayoutState, RefundTransfer, RunState
from marketplace.payouts.bank_files import Debtor, shapes
from marketplace.payouts.errors import RunNotFound, SumDiffers
from marketplace.web.csv import to_save
from marketplace.web.filters import sentence_of, vnd
from marketplace.web.forms import Reads, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator import payout_keys, payouts_export
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.payout_sums import sums_shown
from marketplace.web.paging import page_of
from marketplace.web.payout_labels import HOLDS, PAYOUTS, RUNS
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_payouts", __name__, url_prefix="/van-hanh/chuyen-tien")
blueprint.context_processor(navigation_rail)

WITH_THE_BANK = (PayoutState.SENT, PayoutState.PAID)
Page = Response | str | tuple[str, int]


class CloseForm(ShopForm):
    """The sum, typed again by whoever has looked at it."""

    total = StringField(_("Gõ lại số tiền chuyển đi"), [DataRequired(_("Gõ số tiền.")), Reads(money.parse_vnd)])


class ReasonForm(ShopForm):
    """What the bank says, in words that the seller reads."""

    reason = StringField(
        _("Ngân hàng báo gì"),
        [
            DataRequired(_("Ghi lý do ngân hàng báo.")),
            Length(max=200, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    page = page_of(payouts.latest_runs, PAGE_SIZE, lambda page: url_for(".list", trang=page))
    shown = {"runs": page.rows, "states": RUNS, "next_run": payouts.next_run()}
    return render_template("operator/payouts/list.html", **shown, **turning(page, payouts.count_runs()))


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE)
def open_run() -> Response:
    """Count what is due now; the run that is open is counted anew."""
    with transaction():
        code = payouts.open_run().code
    return see_other(".show", code=code)


@blueprint.get("/<code>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(code: str) -> str:
    return _page(code, CloseForm(formdata=None))


@blueprint.get("/<code>/bang.csv")
@requires(OperatorPermission.VIEW_FINANCE)
def export(code: str) -> Response:
    """The run as a table: one row for each seller."""
    return payouts_export.run_table(payouts.get_run(code))


@blueprint.post("/<code>/chot")
@requires(OperatorPermission.CHANGE_FINANCE)
def close(code: str) -> Page:
    form = CloseForm()
    if not form.validate():
        return _page(code, form), 422
    try:
        with transaction():
            run = payouts.get_run(code, lock=True)
            payouts.close(run, by=current_user.user, typed_vnd=money.parse_vnd(form.total.data or ""))
    except DomainError as error:
        form.refuse(error, form.total if isinstance(error, SumDiffers) else None)
        return _page(code, form), error.status
    flash(gettext("Đã chốt. Người thứ hai duyệt thì tệp ngân hàng tải được."))
    return see_other(".show", code=code)


@blueprint.post("/<code>/mo-lai")
@requires(OperatorPermission.CHANGE_FINANCE)
def reopen(code: str) -> Page:
    return _step(code, payouts.reopen, gettext("Đã tính lại kỳ này."))


@blueprint.post("/<code>/tinh-lai")
@requires(OperatorPermission.CHANGE_FINANCE)
def recount(code: str) -> Page:
    return _step(code, payouts.recount, gettext("Đã tính lại kỳ này."))


@blueprint.post("/<code>/duyet")
@requires(OperatorPermission.CHANGE_FINANCE)
def approve(code: str) -> Page:
    said = gettext("Đã duyệt. Tải tệp rồi gửi ngân hàng.")
    return _step(code, lambda run: payouts.approve(run, by=current_user.user), said)


@blueprint.post("/<code>/bo")
@requires(OperatorPermission.CHANGE_FINANCE)
def call_off(code: str) -> Page:
    said = gettext("Đã bỏ kỳ này. Tiền vẫn là số dư của nơi bán.")
    return _step(code, lambda run: payouts.call_off(run, by=current_user.user, note=""), said)


@blueprint.post("/<code>/da-gui")
@requires(OperatorPermission.CHANGE_FINANCE)
def send(code: str) -> Page:
    said = gettext("Đã ghi: ngân hàng có tệp. Tiền về thì ghi từng dòng hoặc tất cả.")
    return _step(code, lambda run: payouts.send(run, by=current_user.user), said)


@blueprint.post("/<code>/ve-het")
@requires(OperatorPermission.CHANGE_FINANCE)
def confirm_all(code: str) -> Page:
    def confirm_sent(run: PayoutRun) -> None:
        payouts.confirm(payouts.with_the_bank(run), by=current_user.user)
        payouts.confirm_refunds(payouts.refunds_with_the_bank(run))

    return _step(code, confirm_sent, gettext("Đã ghi mọi khoản còn lại về tài khoản."))


@blueprint.post("/<code>/<ref>/ve")
@requires(OperatorPermission.CHANGE_FINANCE)
def confirm(code: str, ref: str) -> Page:
    def confirm_one(run: PayoutRun) -> None:
        payouts.confirm([payouts.find_in_run(run, ref)], by=current_user.user)

    return _step(code, confirm_one, gettext("Đã ghi khoản này về tài khoản."))


@blueprint.post("/<code>/<ref>/khong-ve")
@requires(OperatorPermission.CHANGE_FINANCE)
def fail(code: str, ref: str) -> Page:
    form = ReasonForm()
    if not form.validate():
        flash(" ".join(map(str, form.reason.errors)), "error")
        return _page(code, CloseForm(formdata=None)), 422

    def fail_one(run: PayoutRun) -> None:
        payouts.fail(payouts.find_in_run(run, ref), by=current_user.user, failure=form.reason.data or "")

    return _step(code, fail_one, gettext("Đã ghi: tiền không về, lại là số dư của nơi bán."))


@blueprint.post("/<code>/hoan/<ref>/ve")
@requires(OperatorPermission.CHANGE_FINANCE)
def confirm_refund(code: str, ref: str) -> Page:
    said = gettext("Đã ghi khoản hoàn này về tài khoản của khách.")
    return _step(code, lambda run: payouts.confirm_refunds([payouts.find_refund_in_run(run, ref)]), said)


@blueprint.post("/<code>/hoan/<ref>/khong-ve")
@requires(OperatorPermission.CHANGE_FINANCE)
def fail_refund(code: str, ref: str) -> Page:
    form = ReasonForm()
    if not form.validate():
        flash(" ".join(map(str, form.reason.errors)), "error")
        return _page(code, CloseForm(formdata=None)), 422
    reason = form.reason.data or ""
    said = gettext("Đã ghi: tiền không về. Khách được hỏi tài khoản khác.")
    return _step(code, lambda run: payouts.fail_refund(payouts.find_refund_in_run(run, ref), failure=reason), said)


@blueprint.get("/<code>/tep/<kind>")
@requires(OperatorPermission.CHANGE_FINANCE)
def bank_file(code: str, kind: str) -> Page:
    """The file for the bank's portal, once two people have agreed."""
    if kind not in _kinds():
        raise RunNotFound()
    try:
        name, content = payouts.write_file(payouts.get_run(code), kind, _debtor())
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _page(code, CloseForm(formdata=None)), error.status
    return to_save(name, content)


def _step(code: str, act: Callable[[PayoutRun], None], said: str) -> Page:
    try:
        with transaction():
            act(payouts.get_run(code, lock=True))
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _page(code, CloseForm(formdata=None)), error.status
    flash(said)
    return see_other(".show", code=code)


def _page(code: str, form: CloseForm) -> str:
    run, figures = payouts.show_run(code)
    words = request.args.get("q", "").strip()
    found = partial(payouts.payouts_of_run, run.id, words=words)
    page = page_of(found, PAGE_SIZE, lambda number: url_for(".show", code=code, q=words or None, trang=number))
    refunds = payouts.refunds_of_run(run) if figures.refunds else []
    most_kept, kept_reasons = payouts.kept_back(run, limit=PAGE_SIZE)
    transfers: list[Payout | RefundTransfer] = [*(payout for payout, _parts in page.rows), *refunds]
    return render_template(
        "operator/payouts/show.html",
        run=run,
        form=form,
        words=words,
        rows=page.rows,
        previous_url=page.previous_url,
        next_url=page.next_url,
        refunds=refunds,
        reason_forms={each.ref: _reason_form(each) for each in transfers if each.state in WITH_THE_BANK},
        state=RUNS[RunState(run.state)],
        states=PAYOUTS,
        reasons=HOLDS,
        shown=sums_shown(run, figures),
        most_kept=most_kept,
        kept_reasons=kept_reasons,
        kinds=_kinds(),
        me=current_user.id,
        step=_next_step(run),
        keys=payout_keys.keys_of([PayoutState(each.state) for each in transfers], _next_step(run)),
        total=vnd(figures.total_vnd),
    )


def _reason_form(payout: Payout | RefundTransfer) -> ReasonForm:
    """The form of one transfer; a page has many, so its field has an id of its own."""
    form = ReasonForm(formdata=None)
    form.reason.id = f"reason-{payout.ref}"
    return form


def _next_step(run: PayoutRun) -> str:
    """What has to happen next, as the page words it."""
    is_other = run.state == RunState.CLOSED and run.closed_by_id != current_user.id
    return "approve" if is_other else str(run.state)


def _kinds() -> dict[str, str]:
    """The files that can be had, and what they are called."""
    named = {key: shape.name for key, shape in shapes().items()}
    return {**named, "pain001": "ISO 20022 pain.001"} if _debtor() else named


def _debtor() -> Debtor | None:
    """The shop's own account, if the settings name it."""
    account, bank = current_app.config.get("BANK_ACCOUNT"), current_app.config.get("BANK_BIN")
    holder = current_app.config.get("BANK_HOLDER") or current_app.config["SHOP_NAME"]
    return Debtor(holder, bank, account) if account and bank else None
