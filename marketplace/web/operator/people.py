"""Who runs the marketplace: operators beside their list, and the roles that are given to them and taken away."""

from flask import Blueprint, Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import StringField

from marketplace import accounts
from marketplace.accounts import OperatorPermission, OperatorRole
from marketplace.accounts.errors import AccountNotFound
from marketplace.accounts.models import Operator
from marketplace.accounts.permissions import FULL
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.web.account_forms import IDENTIFIER_CHECKS
from marketplace.web.filters import moment, number, sentence_of
from marketplace.web.forms import ShopForm
from marketplace.web.labels import Step
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import may_open, requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_people", __name__, url_prefix="/van-hanh")
blueprint.context_processor(navigation_rail)

LIST = "/nguoi"
ROLES = {
    OperatorRole.ORDERS: (_("Đơn hàng"), _("Xem và hủy đơn, gọi người mua")),
    OperatorRole.CATALOGUE: (_("Món hàng"), _("Duyệt món, xem và hạ mọi món, bộ sưu tập")),
    OperatorRole.FINANCE: (_("Tiền"), _("Đối soát, hoàn và chuyển tiền, tiền mặt, sổ cái, phí, thuế")),
    OperatorRole.TRUST: (
        _("Tin cậy"),
        _("Duyệt nơi bán, hạ món, lời báo, tem nghi giả, mở lại tài khoản"),
    ),
    OperatorRole.PEOPLE: (_("Người vận hành"), _("Giao quyền cho người khác")),
    OperatorRole.SETTINGS: (_("Cài đặt"), _("Từ đồng nghĩa của ô tìm kiếm, việc nền")),
    OperatorRole.READ_ONLY: (_("Chỉ xem"), _("Xem mọi phần, không đổi gì")),
}
Page = Response | tuple[str, int]


class AddForm(ShopForm):
    """Who is to help; the person has an account already."""

    identifier = StringField(_("Số điện thoại hoặc e-mail"), IDENTIFIER_CHECKS)


@blueprint.get(LIST, endpoint="list")
@requires(OperatorPermission.VIEW_PEOPLE)
def show_list() -> str:
    return _page()


@blueprint.get("/nguoi-moi")
@requires(OperatorPermission.CHANGE_PEOPLE)
def new() -> str:
    return _page(form=AddForm())


@blueprint.post(LIST)
@requires(OperatorPermission.CHANGE_PEOPLE)
def add() -> Page:
    form = AddForm()
    if not form.validate():
        return _page(form=form), 422
    try:
        with transaction():
            operator = accounts.add_operator(accounts.parse_identifier(str(form.identifier.data)))
    except AccountNotFound as error:
        form.refuse(error, form.identifier)
        return _page(form=form), error.status
    return see_other(".show", ref=operator.ref)


@blueprint.get(f"{LIST}/<ref>")
@requires(OperatorPermission.VIEW_PEOPLE)
def show(ref: str) -> str:
    return _page(accounts.get_operator(ref))


@blueprint.get(f"{LIST}/<ref>/quyen")
@requires(OperatorPermission.CHANGE_PEOPLE)
def ask(ref: str) -> str:
    """What would change, before it does."""
    return _question(accounts.get_operator(ref), accounts.read_roles(request.args.getlist("quyen")))


@blueprint.post(f"{LIST}/<ref>/quyen")
@requires(OperatorPermission.CHANGE_PEOPLE)
def change(ref: str) -> Page:
    roles, shown = (accounts.read_roles(request.form.getlist(name)) for name in ("quyen", "truoc"))
    try:
        with transaction():
            operator = accounts.get_operator(ref)
            accounts.change_roles(operator, roles, shown=shown, by=current_user.user)
    except DomainError as error:
        return _question(accounts.get_operator(ref), roles, sentence_of(error)), error.status
    flash(gettext("Đã đổi quyền của %(name)s. Có hiệu lực ngay.", name=operator.user.name))
    if operator.user_id == current_user.id:
        return see_other("operator_start.show" if roles else "catalogue.home")
    return see_other(".show", ref=ref)


def _question(operator: Operator, roles: frozenset[OperatorRole], refusal: str = "") -> str:
    return render_template(
        "operator/people/change.html",
        operator=operator,
        wanted=_in_order(roles),
        given=_in_order(roles - operator.roles),
        taken=_in_order(operator.roles - roles),
        names=ROLES,
        refusal=refusal,
    )


def _page(opened: Operator | None = None, form: AddForm | None = None) -> str:
    found = accounts.operators()
    return render_template(
        "operator/people/list.html",
        operators=[(operator, _named(operator.roles)) for operator in found],
        opened=opened,
        steps=_steps(opened) if opened else [],
        form=form,
        names=ROLES,
        may_change=may_open("operator_people.change"),
        span=gettext("Số người: %(count)s", count=number(len(found))),
    )


def _steps(operator: Operator) -> list[Step]:
    """The changes of an operator's roles; nobody has made those that a marketplace began with."""
    return [
        Step(_named(event.roles), " · ".join([moment(event.at), *([event.by.name] if event.by else [])]))
        for event in accounts.changes_of_roles(operator)
    ]


def _named(roles: frozenset[OperatorRole]) -> str:
    if roles >= FULL:
        return gettext("Mọi quyền")
    return ", ".join(str(ROLES[role][0]) for role in _in_order(roles)) or gettext("không còn quyền")


def _in_order(roles: frozenset[OperatorRole]) -> list[OperatorRole]:
    return [role for role in OperatorRole if role in roles]
