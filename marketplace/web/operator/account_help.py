"""Letting somebody back into their account who called: a link for a new password, read out once and written down."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from marketplace import accounts
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.web.account_forms import IDENTIFIER_CHECKS
from marketplace.web.forms import ShopForm
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires

blueprint = Blueprint("operator_help", __name__, url_prefix="/van-hanh")
blueprint.context_processor(navigation_rail)

PAGE = "/mo-lai"
SHOWN = 30


class HelpForm(ShopForm):
    """Who called, and how one knows that it was the owner."""

    identifier = StringField(_("Số điện thoại hoặc e-mail"), IDENTIFIER_CHECKS)
    note = StringField(
        _("Nhận ra người gọi bằng cách nào"),
        [
            DataRequired(_("Ghi vài chữ: nhận ra người gọi bằng cách nào.")),
            Length(max=300, message=_("Dài nhất %(max)d ký tự.")),
        ],
    )


@blueprint.get(PAGE)
@requires(OperatorPermission.VIEW_TRUST)
def show() -> str:
    return _page(HelpForm(formdata=None))


@blueprint.post(PAGE)
@requires(OperatorPermission.CHANGE_TRUST)
def give() -> Response | tuple[str, int]:
    """The link stands on this answer alone: only its digest is kept."""
    form = HelpForm()
    if not form.validate():
        return _page(form), 422
    try:
        identifier = accounts.parse_identifier(str(form.identifier.data))
        with transaction():
            token = accounts.help_back_in(identifier, by=current_user.user, note=str(form.note.data))
    except DomainError as error:
        form.refuse(error, form.identifier)
        return _page(form), error.status
    answer = make_response(_page(HelpForm(formdata=None), url_for("auth.reset", token=token, _external=True)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(form: HelpForm, link: str = "") -> str:
    helps = accounts.helps_given(limit=SHOWN)
    return render_template("operator/account_help/show.html", form=form, link=link, helps=helps)
