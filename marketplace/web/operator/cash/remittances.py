"""What carriers sent: their tables, taken in line by line."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import SelectField

from marketplace import cash, shipping
from marketplace.accounts import OperatorPermission
from marketplace.cash.errors import CarrierMissing
from marketplace.cash.models import Remittance, Verdict
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.spreadsheets import MOST_BYTES
from marketplace.web.filters import sentence_of
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator.cash.words import TABLES, VERDICTS, state_of, tabs
from marketplace.web.operator.links import PAGE_SIZE
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_remittances", __name__, url_prefix="/van-hanh/tien-mat/bang")
blueprint.context_processor(navigation_rail)


class TableForm(ShopForm):
    """Whose table it is; the file comes beside it."""

    carrier = SelectField(_("Đơn vị chuyển"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [name for name in shipping.CARRIERS if name != shipping.COACH]
        self.carrier.choices = [("", gettext("Xem trong bảng")), *((name, name) for name in named)]

    def chosen(self) -> str:
        """The carrier, if one of those that there are was chosen."""
        return next((name for name in shipping.CARRIERS if name == self.carrier.data), "")


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _list(TableForm(formdata=None))


@blueprint.post("", endpoint="send")
@requires(OperatorPermission.CHANGE_FINANCE)
def send() -> Response | tuple[str, int]:
    form, file = TableForm(), request.files.get("table")
    if not file or not file.filename:
        return _list(form, refusal=gettext("Chọn bảng của đơn vị chuyển.")), 400
    try:
        table = cash.read(file.stream.read(MOST_BYTES + 1))
        with transaction():
            remittance = cash.take_in(table, carrier=form.chosen(), filename=file.filename, by_id=current_user.user.id)
    except CarrierMissing as error:
        form.refuse(error, form.carrier)
        return _list(form), error.status
    except DomainError as error:
        return _list(form, refusal=sentence_of(error)), error.status
    flash(_told(remittance))
    return see_other(".show", ref=remittance.ref)


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(ref: str) -> str:
    remittance = cash.get_remittance(ref)
    counts = cash.count_verdicts(remittance)
    page = page_of(partial(cash.lines_of, remittance), PAGE_SIZE, lambda page: url_for(".show", ref=ref, trang=page))
    return render_template(
        "operator/cash/remittance.html",
        tabs=tabs(TABLES),
        remittance=remittance,
        page=page,
        verdicts=[(VERDICTS[verdict], *counts[verdict]) for verdict in Verdict if verdict in counts],
        state_of=state_of,
    )


def _told(remittance: Remittance) -> str:
    if remittance.is_repeat:
        return gettext("Bảng này đã nạp trước đó, không ghi lại lần nữa.")
    return gettext("Đã nạp bảng. Dòng khớp đã ghi, dòng lệch chờ xử lý.")


def _list(form: TableForm, refusal: str = "") -> str:
    page = page_of(cash.remittances, PAGE_SIZE, lambda page: url_for(".list", trang=page))
    return render_template("operator/cash/remittances.html", tabs=tabs(TABLES), page=page, form=form, refusal=refusal)
