"""What a person signs in by: adding, confirming and changing e-mail address and telephone number."""

from flask import Blueprint, Response, flash, g, render_template
from flask_login import current_user

from marketplace import accounts
from marketplace.accounts import Identifier
from marketplace.accounts.errors import IdentifierTaken, WrongPassword
from marketplace.accounts.phones import parse_phone
from marketplace.database import transaction
from marketplace.gateways import sms
from marketplace.web import rate_limits
from marketplace.web.account_forms import EmailForm, PhoneForm
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other

blueprint = Blueprint("account_contact", __name__, url_prefix="/tai-khoan")

Answer = Response | tuple[str, int]


@blueprint.get("/e-mail")
@signed_in
def email() -> str:
    form = EmailForm(formdata=None, email=current_user.user.email)
    return render_template("storefront/account/email.html", form=form)


@blueprint.post("/e-mail")
@signed_in
@rate_limits.failed_tries_of_person
@rate_limits.proofs_of_person
@rate_limits.proofs_for_contact
def change_email() -> Answer:
    """The address counts once the link that is mailed there was opened; the old one stays until then."""
    form = EmailForm()
    if form.validate():
        try:
            accounts.confirm_password(current_user.user, str(form.current.data))
            return _ask(Identifier(email=accounts.parse_email(str(form.email.data))))
        except WrongPassword as error:
            form.refuse(error, form.current)
    return render_template("storefront/account/email.html", form=form), 422


@blueprint.get("/dien-thoai")
@signed_in
def phone() -> str:
    form = PhoneForm(formdata=None, phone=current_user.user.shown_phone)
    return render_template("storefront/account/phone.html", form=form)


@blueprint.post("/dien-thoai")
@signed_in
@rate_limits.failed_tries_of_person
@rate_limits.numbers_asked_for
@rate_limits.proofs_of_person
@rate_limits.proofs_for_contact
def change_phone() -> Answer:
    """The number counts once the code that is sent there was typed; at once where no code can be sent."""
    form = PhoneForm()
    if form.validate():
        identifier = Identifier(phone=parse_phone(str(form.phone.data)))
        try:
            accounts.confirm_password(current_user.user, str(form.current.data))
            return _ask(identifier) if sms.is_on() else _take(identifier)
        except WrongPassword as error:
            form.refuse(error, form.current)
        except IdentifierTaken as error:
            g.is_taken = True
            with transaction():
                accounts.tell_owner(identifier)
            form.refuse(error, form.phone)
    return render_template("storefront/account/phone.html", form=form), 422


def _ask(identifier: Identifier) -> Response:
    """The same answer whether somebody else has it already."""
    with transaction():
        token = accounts.ask_for_contact(current_user.user, identifier, locale=current())
    if identifier.phone:
        return see_other("contacts.code", token=token)
    flash(gettext("Xem hộp thư %(email)s: mở liên kết trong thư để xác nhận.", email=identifier.email))
    return see_other("account.show")


def _take(identifier: Identifier) -> Response:
    with transaction():
        accounts.take_phone(current_user.user, str(identifier.phone))
    flash(gettext("Đã ghi số điện thoại."))
    return see_other("account.show")
