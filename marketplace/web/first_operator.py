"""The one-time page on which the first operator of an empty marketplace opens an account."""

from flask import Blueprint, Response, render_template

from marketplace import accounts
from marketplace.accounts.errors import IdentifierTaken
from marketplace.database import transaction
from marketplace.web import rate_limits
from marketplace.web.account_forms import RegisterForm
from marketplace.web.locale import current
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.sessions import first_page_of, start_session

blueprint = Blueprint("first_operator", __name__)


@blueprint.get("/van-hanh/bat-dau/<token>")
@public
def show(token: str) -> str:
    accounts.check_first_operator_link(token)
    return render_template("auth/first_operator.html", form=RegisterForm())


@blueprint.post("/van-hanh/bat-dau/<token>")
@public
@rate_limits.failed_tries
def claim(token: str) -> Response | tuple[str, int]:
    accounts.check_first_operator_link(token)
    form = RegisterForm()
    if form.validate():
        try:
            account = form.account()
            with transaction():
                user = accounts.claim_first_operator(token, **account, locale=current())
        except IdentifierTaken as error:
            form.refuse(error, form.identifier)
        else:
            start_session(user)
            return see_other(first_page_of(user))
    return render_template("auth/first_operator.html", form=form), 422
