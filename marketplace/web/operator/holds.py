"""Money that operators keep back by hand: the list with its reasons, a new one, and letting one go."""

from functools import partial

from flask import Blueprint, Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from marketplace import payouts
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.payouts import PayoutHold, Subject
from marketplace.payouts.errors import EndsTooSoon, HoldNotFound, ReasonNeeded
from marketplace.payouts.keeping_back import LONGEST_REASON
from marketplace.sellers.errors import SellerNotFound
from marketplace.text import clean_line
from marketplace.web.filters import sentence_of
from marketplace.web.forms import DATES, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator import hold_filters
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_holds", __name__, url_prefix="/van-hanh/giu-tien")
blueprint.context_processor(navigation_rail)

Page = Response | str | tuple[str, int]


class HoldForm(ShopForm):
    """Whose money, why, and until when; `subject` is an order's number or a shop's address."""

    subject = HiddenField()
    note = TextAreaField(
        _("Vì sao giữ"),
        [
            DataRequired(_(ReasonNeeded.sentence)),
            Length(max=LONGEST_REASON, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )
    until_on = DateField(_("Tự thả vào ngày"), [MayBeEmpty()], format=DATES)


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _list()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(ref: str) -> str:
    return _list(payouts.get_hold(ref))


@blueprint.get("/moi")
@requires(OperatorPermission.CHANGE_FINANCE)
def new() -> Page:
    """Find the order or the shop, then see what would be kept back."""
    words = clean_line(request.args.get("q", ""), hold_filters.LONGEST_WORDS)
    return _form(words, HoldForm(formdata=None)) if words else _search(words)


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE)
def add() -> Page:
    form = HoldForm()
    words = clean_line(form.subject.data or "", hold_filters.LONGEST_WORDS)
    if not form.validate():
        return _form(words, form, 422)
    try:
        with transaction():
            found = payouts.find_subject(words)
            ref = _keep_back(found, form)
    except DomainError as error:
        form.refuse(error, form.until_on if isinstance(error, EndsTooSoon) else None)
        return _form(words, form, error.status)
    flash(gettext("Đã giữ. Nơi bán thấy lý do ở trang tiền của họ."))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/tha")
@requires(OperatorPermission.CHANGE_FINANCE)
def release(ref: str) -> Page:
    try:
        with transaction():
            payouts.let_go(ref, by=current_user.user)
    except HoldNotFound as error:
        opened = payouts.get_hold(ref)
        flash(sentence_of(error), "error")
        return _list(opened), error.status
    flash(gettext("Đã thả. Tiền đi ở kỳ chuyển tới."))
    return see_other(".show", ref=ref)


def _keep_back(found: Subject, form: HoldForm) -> str:
    hold = payouts.keep_back(
        found.seller,
        by=current_user.user,
        note=form.note.data or "",
        order=found.order,
        until_on=form.until_on.data,
    )
    return hold.ref


def _list(opened: PayoutHold | None = None) -> str:
    address = hold_filters.read_address(request.args)
    page = page_of(partial(payouts.holds, address.filter), PAGE_SIZE, lambda page: address.url(trang=page))
    shown = [*page.rows, *([opened] if opened else [])]
    return render_template(
        "operator/holds/list.html",
        address=address,
        tabs=list(hold_filters.tabs(address)),
        holds=page.rows,
        amounts=payouts.amounts_of(shown),
        state_of=hold_filters.state_of,
        steps=hold_filters.steps_of(opened) if opened else [],
        opened=opened,
        **turning(page, payouts.count_holds(address.filter)),
    )


def _form(words: str, form: HoldForm, status: int = 200) -> Page:
    try:
        found = payouts.find_subject(words)
    except SellerNotFound:
        return _search(words), 404
    form.subject.data = found.order.number if found.order else found.seller.slug
    return render_template("operator/holds/new.html", form=form, **_evidence(found)), status


def _search(words: str) -> str:
    return render_template("operator/holds/find.html", words=words)


def _evidence(found: Subject) -> dict[str, object]:
    """What stands with the shop, so that nobody keeps back more than the matter is about."""
    others = {} if found.order else found.of_orders
    return {"found": found, "amount_vnd": found.amount_vnd, "others": others, "due": found.due}
