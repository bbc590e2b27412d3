"""Signing in and out, registering, and setting a forgotten password anew."""

import logging

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import current_user

from marketplace import accounts
from marketplace.accounts.errors import IdentifierTaken, LinkEnded, WrongCredentials
from marketplace.accounts.models import User
from marketplace.database import transaction
from marketplace.gateways import sms
from marketplace.web import rate_limits
from marketplace.web.account_forms import ForgotForm, NewAccount, NewPasswordForm, RegisterForm, SignInForm
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import safe_path, see_other
from marketplace.web.sessions import first_page_of, note_visit, start_session, stop_session

blueprint = Blueprint("auth", __name__)
blueprint.after_app_request(note_visit)
log = logging.getLogger(__name__)

Answer = Response | str | tuple[str, int]


@blueprint.record_once
def set_password_cost(state: BlueprintSetupState) -> None:
    accounts.use_cost(state.app.config["PASSWORD_COST"])


@blueprint.get("/dang-nhap")
@public
def sign_in() -> Answer:
    if current_user.is_authenticated:
        return see_other(first_page_of(current_user.user))
    return render_template("auth/sign_in.html", form=SignInForm(next=safe_path(request.args.get("next"))))


@blueprint.post("/dang-nhap")
@public
@rate_limits.failed_sign_ins
@rate_limits.failed_sign_ins_at_account
def open_session() -> Answer:
    form = SignInForm()
    if form.validate():
        password = str(form.password.data)
        try:
            user = accounts.authenticate(accounts.parse_known_identifier(str(form.identifier.data)), password)
            start_session(user, accounts.renewed(user.password_hash, password))
        except WrongCredentials as error:
            log.warning("a sign-in from %s was refused", request.remote_addr)
            form.refuse(error)
            form.propose_spelling()
        else:
            _warn_of_dead_mailbox(user)
            return _onward(user, form.next.data)
    return render_template("auth/sign_in.html", form=form), 422


def _warn_of_dead_mailbox(user: User) -> None:
    if user.has_dead_mailbox:
        flash(gettext("Thư không tới được %(email)s. Vào Tài khoản ghi một e-mail khác.", email=user.email))


@blueprint.post("/dang-xuat")
@public
def sign_out() -> Response:
    stop_session()
    flash(gettext("Đã đăng xuất."))
    answer = see_other("catalogue.home")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # not the cookies: the chosen language stays
    return answer


@blueprint.get("/dang-ky")
@public
def register() -> Answer:
    if current_user.is_authenticated:
        return see_other(first_page_of(current_user.user))
    return render_template("auth/register.html", form=RegisterForm(next=safe_path(request.args.get("next"))))


@blueprint.post("/dang-ky")
@public
@rate_limits.new_accounts
@rate_limits.numbers_asked_for
@rate_limits.proofs_for_contact
def open_account() -> Answer:
    form = RegisterForm()
    if form.validate():
        account = form.account()
        if account["identifier"].email or sms.is_on():
            return _ask_first(account, form.next.data)
        try:
            with transaction():
                user = accounts.register(**account, locale=current())
        except IdentifierTaken as error:
            g.is_taken = True
            with transaction():
                accounts.tell_owner(account["identifier"])
            form.refuse(error, form.identifier)
        else:
            start_session(user)
            return _onward(user, form.next.data)
    return render_template("auth/register.html", form=form), 422


def _ask_first(account: NewAccount, wanted: str | None) -> Response:
    """The same answer whether somebody has the address or number already: a message goes to whoever owns it."""
    with transaction():
        token = accounts.ask_to_register(**account, locale=current(), wanted_path=safe_path(wanted) or "")
    return see_other(".letter_sent") if account["identifier"].email else see_other("contacts.code", token=token)


@blueprint.get("/dang-ky/da-gui")
@public
def letter_sent() -> str:
    return render_template("auth/letter_sent.html")


@blueprint.get("/quen-mat-khau")
@public
def forgot() -> str:
    return render_template("auth/forgot.html", form=ForgotForm())


@blueprint.post("/quen-mat-khau")
@public
@rate_limits.mail_requests
@rate_limits.mails_to_account
def request_reset() -> Answer:
    form = ForgotForm()
    if not form.validate():
        return render_template("auth/forgot.html", form=form), 422
    identifier = accounts.parse_identifier(str(form.identifier.data))
    with transaction():
        if identifier.phone and sms.is_on():
            token = accounts.ask_for_reset(identifier.phone, locale=current())
            return see_other("contacts.code", token=token)
        accounts.request_reset(identifier)
    return see_other("auth.reset_requested")


@blueprint.get("/quen-mat-khau/da-nhan")
@public
def reset_requested() -> str:
    return render_template("auth/reset_requested.html")


# The token stands in the address of these pages. The shop's Referrer-Policy, same-origin, tells it to no other site.
@blueprint.get("/dat-lai/<token>")
@public
def reset(token: str) -> Answer:
    try:
        user = accounts.get_user_to_reset(token)
    except LinkEnded as error:
        return _link_ended(error)
    return render_template("auth/reset.html", form=NewPasswordForm(), user=user)


@blueprint.post("/dat-lai/<token>")
@public
@rate_limits.failed_tries
def reset_password(token: str) -> Answer:
    form = NewPasswordForm()
    try:
        user = accounts.get_user_to_reset(token)
        form.about = user.known_facts
        if not form.validate():
            return render_template("auth/reset.html", form=form, user=user), 422
        password_hash = accounts.hash_password(str(form.password.data), about=form.about)
        with transaction():
            accounts.reset_password(token, password_hash)
    except LinkEnded as error:
        return _link_ended(error)
    flash(gettext("Đã đặt mật khẩu mới. Đăng nhập bằng mật khẩu ấy."))
    return see_other("auth.sign_in")


def _onward(user: User, wanted: str | None) -> Response:
    """To the page that asked for the sign-in, else to where the person begins."""
    return redirect(safe_path(wanted) or url_for(first_page_of(user)), 303)  # type: ignore[return-value]


def _link_ended(error: LinkEnded) -> tuple[str, int]:
    return render_template("auth/link_ended.html", error=error), error.status
