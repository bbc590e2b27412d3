"""Showing that an address or a number is one's own: what the link in the mail opens, and where the code is typed."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_login import current_user

from marketplace import accounts
from marketplace.accounts import ProofPurpose
from marketplace.accounts.errors import IdentifierTaken, LinkEnded, NotTheChosenPassword, WrongCode
from marketplace.accounts.proof_models import ContactProof
from marketplace.accounts.proofs import Proven
from marketplace.database import transaction
from marketplace.web import rate_limits
from marketplace.web.account_forms import ChosenPasswordForm, CodeForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import safe_path, see_other
from marketplace.web.sessions import first_page_of, start_session

blueprint = Blueprint("contacts", __name__)

Answer = Response | str | tuple[str, int]


@blueprint.get("/xac-nhan/<token>")
@public
def ask(token: str) -> Answer:
    """Nothing happens by opening the link: mail programs open links too."""
    try:
        proof = accounts.get_mailed_proof(token)
    except LinkEnded as error:
        return _ended(error)
    return _confirm_page(proof, ChosenPasswordForm())


@blueprint.post("/xac-nhan/<token>")
@public
@rate_limits.failed_tries
def confirm(token: str) -> Answer:
    form = ChosenPasswordForm()
    try:
        proof = accounts.get_mailed_proof(token)
        if _opens_account(proof):
            if not form.validate():
                return _confirm_page(proof, form), 422
            accounts.check_choice(proof, str(form.password.data))
        with transaction():
            proven = accounts.prove_by_link(token)
    except NotTheChosenPassword as error:
        form.refuse(error, form.password)
        return _confirm_page(proof, form), 422
    except (LinkEnded, IdentifierTaken) as error:
        return _ended(error)
    return _onward(proven)


@blueprint.get("/ma/<token>")
@public
def code(token: str) -> str:
    return render_template("auth/code.html", form=CodeForm())


@blueprint.post("/ma/<token>")
@public
@rate_limits.failed_tries
def check_code(token: str) -> Answer:
    form = CodeForm()
    if not form.validate():
        return render_template("auth/code.html", form=form), 422
    try:
        with transaction():
            accounts.count_try(token)
        with transaction():
            proven = accounts.prove_by_code(token, str(form.code.data))
    except WrongCode as error:
        form.refuse(error, form.code)
        return render_template("auth/code.html", form=form), 422
    except (LinkEnded, IdentifierTaken) as error:
        return _ended(error)
    return _onward(proven)


def _opens_account(proof: ContactProof) -> bool:
    return proof.purpose == ProofPurpose.REGISTER


def _confirm_page(proof: ContactProof, form: ChosenPasswordForm) -> str:
    return render_template(
        "auth/confirm_contact.html", email=proof.email, opens_account=_opens_account(proof), form=form
    )


def _onward(proven: Proven) -> Response:
    """To the page that sets a new password, or to the account."""
    if proven.purpose == ProofPurpose.RESET:
        return see_other("auth.reset", token=proven.reset_token)
    if proven.purpose == ProofPurpose.REGISTER:
        start_session(proven.user)
        flash(gettext("Đã mở tài khoản. Chào mừng bạn."))
        path = safe_path(proven.wanted_path) or url_for(first_page_of(proven.user))
        return redirect(path, 303)  # type: ignore[return-value]
    flash(gettext("Đã xác nhận. Từ nay đăng nhập được bằng số hoặc e-mail này."))
    return see_other("account.show" if current_user.is_authenticated else "auth.sign_in")


def _ended(error: LinkEnded | IdentifierTaken) -> tuple[str, int]:
    return render_template("auth/link_ended.html", error=error), error.status
