"""All that is kept about a person as one file, and closing the account."""

from flask import Blueprint, Response, flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import PasswordField
from wtforms.validators import DataRequired

from marketplace import accounts, own_data
from marketplace.accounts.errors import WrongPassword
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.gateways.files import FilesAway
from marketplace.own_data import StillNeeded
from marketplace.pictures.errors import StoreAway
from marketplace.retention import period
from marketplace.web import csv, rate_limits
from marketplace.web.filters import moment
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other

blueprint = Blueprint("account_data", __name__, url_prefix="/tai-khoan/du-lieu")

Answer = Response | tuple[str, int]


class ClosingForm(ShopForm):
    """Who closes the account shows that it is theirs."""

    current = PasswordField(_("Mật khẩu hiện tại"), [DataRequired(_("Ghi mật khẩu hiện tại."))])


@blueprint.get("")
@signed_in
def show() -> str:
    return _page(ClosingForm(formdata=None))


@blueprint.post("")
@signed_in
@rate_limits.tables_sent
def start() -> Response:
    with transaction():
        own_data.start(current_user.user)
    return see_other(".show")


@blueprint.get("/<data_file>.zip")
@signed_in
def file(data_file: str) -> Response:
    try:
        answer = csv.to_save("du-lieu-cua-toi.zip", own_data.read(current_user.id, data_file))
    except FilesAway as error:
        raise StoreAway() from error
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/dong")
@signed_in
@rate_limits.failed_tries_of_person
def close() -> Answer:
    form = ClosingForm()
    if not form.validate():
        return _page(form), 422
    try:
        accounts.confirm_password(current_user.user, str(form.current.data))
        with transaction():
            wish = own_data.ask_to_close(current_user.user)
    except (WrongPassword, StillNeeded) as error:
        form.refuse(error, form.current if isinstance(error, WrongPassword) else None)
        return _page(form), _status(error)
    flash(gettext("Tài khoản sẽ đóng lúc %(moment)s. Đổi ý thì vào lại trang này.", moment=moment(wish.closes_at)))
    return see_other(".show")


@blueprint.post("/giu")
@signed_in
def keep() -> Response:
    with transaction():
        own_data.keep_open(current_user.user)
    flash(gettext("Tài khoản vẫn mở như cũ."))
    return see_other(".show")


def _status(error: DomainError) -> int:
    return 422 if isinstance(error, WrongPassword) else error.status


def _page(form: ClosingForm) -> str:
    return render_template(
        "storefront/account/own_data.html",
        form=form,
        user=current_user.user,
        file=own_data.find_file(current_user.id),
        closing=own_data.find_closing(current_user.id),
        undo_days=own_data.UNDO_WITHIN.days,
        years=period("closed_orders").days // 365,
    )
