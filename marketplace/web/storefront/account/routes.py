"""A person's own page: name, password, where they are signed in, what they ordered."""

from datetime import datetime
from functools import partial

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import accounts, orders, policies, reviews
from marketplace.accounts.errors import WrongPassword
from marketplace.accounts.models import User
from marketplace.database import transaction
from marketplace.text import clean_line
from marketplace.web import rate_limits
from marketplace.web.account_forms import ChangePasswordForm, NameForm
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.storefront.orders.order_labels import GROUPS
from marketplace.web.storefront.orders.progress import progress_of

blueprint = Blueprint("account", __name__, url_prefix="/tai-khoan")

PAGE_SIZE = 10

Answer = Response | tuple[str, int]


@blueprint.get("")
@signed_in
def show() -> str:
    user = current_user.user
    contact = [(gettext("Tên"), user.name), (gettext("Điện thoại"), user.shown_phone), (gettext("E-mail"), user.email)]
    known = [(label, value) for label, value in contact if value]
    states = {
        "email": _state_of_email(user),
        "phone": _state_of(user.shown_phone, user.phone_confirmed_at, gettext("Thêm số điện thoại")),
    }
    privacy = policies.asked_of(user.id)
    return render_template("storefront/account/show.html", user=user, contact=known, states=states, privacy=privacy)


def _state_of_email(user: User) -> str:
    if user.has_dead_mailbox:
        return gettext("Thư không tới được %(email)s. Ghi một e-mail khác", email=user.email)
    return _state_of(user.email, user.email_confirmed_at, gettext("Thêm e-mail để tự lấy lại mật khẩu"))


def _state_of(contact: str | None, confirmed_at: datetime | None, missing: str) -> str:
    """What the account page says below an address or a number that one signs in by."""
    if not contact:
        return missing
    return gettext("%(contact)s, đã xác nhận", contact=contact) if confirmed_at else contact


@blueprint.get("/ten")
@signed_in
def name() -> str:
    return render_template("storefront/account/name.html", form=NameForm(obj=current_user.user))


@blueprint.post("/ten")
@signed_in
def rename() -> Answer:
    form = NameForm()
    if not form.validate():
        return render_template("storefront/account/name.html", form=form), 422
    with transaction():
        accounts.rename(current_user.user, str(form.name.data))
    flash(gettext("Đã đổi tên."))
    return see_other("account.show")


@blueprint.get("/mat-khau")
@signed_in
def password() -> str:
    return render_template("storefront/account/password.html", form=ChangePasswordForm(), user=current_user.user)


@blueprint.post("/mat-khau")
@signed_in
@rate_limits.failed_tries_of_person
def change_password() -> Answer:
    form, user = ChangePasswordForm(), current_user.user
    form.about = user.known_facts
    if form.validate():
        try:
            accounts.confirm_password(user, str(form.current.data))
            password_hash = accounts.hash_password(str(form.password.data), about=form.about)
            with transaction():
                accounts.change_password(user, password_hash, keep=current_user.token)
        except WrongPassword as error:
            form.refuse(error, form.current)
        else:
            flash(gettext("Đã đổi mật khẩu. Các thiết bị khác đã bị đăng xuất."))
            return see_other("account.show")
    return render_template("storefront/account/password.html", form=form, user=user), 422


@blueprint.get("/thiet-bi")
@signed_in
def sessions() -> str:
    here = current_user.session
    found = sorted(accounts.sessions_of(current_user.user), key=lambda session: session.id != here.id)
    return render_template("storefront/account/sessions.html", sessions=found, here=here)


@blueprint.get("/don")
@signed_in
def purchases() -> str:
    words, wanted = clean_line(request.args.get("q", ""), 80), request.args.get("xem", "")
    group = next((each for each, label in GROUPS.items() if label.word == wanted), None)
    found = partial(orders.search_purchases, current_user.id, words=words, group=group)
    listing = page_of(
        found, PAGE_SIZE, lambda page: url_for(".purchases", trang=page, q=words or None, xem=wanted or None)
    )
    return render_template(
        "storefront/account/purchases.html",
        purchases=[(purchase, progress_of(purchase)) for purchase in listing.rows],
        chances=reviews.chances(listing.rows),
        listing=listing,
        words=words,
        wanted=wanted if group else "",
        groups=[(label.word, gettext(label.name)) for label in GROUPS.values()],
        claimable=orders.claimable(current_user.user) if not words and not group else [],
    )


@blueprint.post("/don/<code>/nhan")
@signed_in
def claim(code: str) -> Response:
    with transaction():
        purchase = orders.claim(current_user.user, code)
    flash(gettext("Đơn %(code)s nay nằm trong tài khoản.", code=purchase.code))
    return see_other(".purchases")


@blueprint.post("/thiet-bi/<reference>/dang-xuat")
@signed_in
def end_session(reference: str) -> Response:
    with transaction():
        accounts.end_session_of(current_user.user, reference)
    flash(gettext("Đã đăng xuất thiết bị ấy."))
    return see_other("account.sessions")


@blueprint.post("/thiet-bi-khac/dang-xuat")
@signed_in
def end_other_sessions() -> Response:
    with transaction():
        accounts.end_other_sessions(current_user.user, keep=current_user.token)
    flash(gettext("Đã đăng xuất mọi thiết bị khác."))
    return see_other("account.sessions")
