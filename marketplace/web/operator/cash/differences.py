"""Lines of carriers' tables that differ from what we know: a list of decisions, each with its evidence beside it."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import StringField
from wtforms.validators import Length

from marketplace import cash
from marketplace.accounts import OperatorPermission
from marketplace.accounts.models import User
from marketplace.cash.errors import DecisionRefused, NotHeld
from marketplace.cash.models import RemittanceLine
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.web.filters import sentence_of
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator.cash.words import CLAIMED, history, state_of, tabs
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_cash_lines", __name__, url_prefix="/van-hanh/tien-mat/lech")
blueprint.context_processor(navigation_rail)

Answer = Response | tuple[str, int]
Decision = Callable[[RemittanceLine, "DecisionForm", User], None]


class DecisionForm(ShopForm):
    """Why it is decided so, and which parcel is meant where another one is."""

    reason = StringField(_("Lý do"), [Length(max=200, message=_("Lý do dài nhất %(max)d ký tự."))])
    number = StringField(_("Mã đơn đúng"), [Length(max=60, message=_("Mã đơn dài nhất %(max)d ký tự."))])

    def words(self) -> str:
        """The reason as it was typed."""
        return self.reason.data or ""


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(ref: str) -> str:
    return _page(cash.get_line(ref))


@blueprint.post("/<ref>/chap-nhan")
@requires(OperatorPermission.CHANGE_FINANCE)
def accept(ref: str) -> Answer:
    return _decided(ref, lambda line, form, by: cash.accept(line, reason=form.words(), by=by))


@blueprint.post("/<ref>/doi")
@requires(OperatorPermission.CHANGE_FINANCE)
def claim(ref: str) -> Answer:
    return _decided(ref, lambda line, form, by: cash.claim(line, reason=form.words(), by=by))


@blueprint.post("/<ref>/noi-ban")
@requires(OperatorPermission.CHANGE_FINANCE)
def charge_seller(ref: str) -> Answer:
    return _decided(ref, lambda line, form, by: cash.charge_seller(line, reason=form.words(), by=by))


@blueprint.post("/<ref>/ghep")
@requires(OperatorPermission.CHANGE_FINANCE)
def correct(ref: str) -> Answer:
    return _decided(ref, lambda line, form, by: cash.correct(line, form.number.data or "", by=by))


@blueprint.post("/<ref>/go")
@requires(OperatorPermission.CHANGE_FINANCE)
def take_back(ref: str) -> Answer:
    return _decided(ref, lambda line, _form, by: cash.take_back(line, by=by))


def _decided(ref: str, decide: Decision) -> Answer:
    """Decide about the line and show it, or show it with what spoke against that."""
    form = DecisionForm()
    if not form.validate():
        return _page(cash.get_line(ref), form), 400
    try:
        with transaction():
            decide(cash.get_line(ref, lock=True), form, current_user.user)
    except DomainError as error:
        is_of_number = isinstance(error, NotHeld)
        if isinstance(error, DecisionRefused):
            flash(sentence_of(error), "error")
        else:
            form.refuse(error, form.number if is_of_number else form.reason)
        return _page(cash.get_line(ref), form), error.status
    flash(gettext("Đã ghi. Còn gỡ lại được ở đây."))
    return see_other(".show", ref=ref)


def _page(opened: RemittanceLine | None = None, form: DecisionForm | None = None) -> str:
    claimed = opened.is_claimed if opened else request.args.get("xem") == CLAIMED
    found = partial(cash.differences, claimed=claimed)
    page = page_of(found, PAGE_SIZE, lambda page: url_for(".list", xem=CLAIMED if claimed else None, trang=page))
    counts = cash.count_differences()
    custody = cash.custody_of(opened.order_id) if opened and opened.order_id else None
    return render_template(
        "operator/cash/differences.html",
        tabs=tabs(CLAIMED if claimed else "lech", counts),
        lines=page.rows,
        **turning(page, counts[claimed]),
        opened=opened,
        form=form or DecisionForm(formdata=None),
        custody=custody,
        history=history(custody) if custody else [],
        state_of=state_of,
    )
