"""What the link of a refund opens: where the money is, and the form that asks which account it should go to."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, flash, render_template
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired

from marketplace import payments
from marketplace.banking.accounts import masked_account, parse_account, parse_holder
from marketplace.banking.banks import banks
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundRoute, RefundState
from marketplace.web import rate_limits
from marketplace.web.filters import moment
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.labels import Step
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.orders.order_labels import REFUND_STATES, refund_state

blueprint = Blueprint("refunds", __name__, url_prefix="/hoan-tien")

Answer = Response | str | tuple[str, int]


class AccountForm(ShopForm):
    """A bank of the list, the number and the holder, as the bank's own app shows them."""

    bank = SelectField(_("Ngân hàng"), [DataRequired(_("Chọn ngân hàng."))], choices=[])
    account = StringField(_("Số tài khoản"), [Reads(parse_account)])
    holder = StringField(_("Chủ tài khoản"), [Reads(parse_holder)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(bank.bin, bank.name) for bank in banks().values()]
        self.bank.choices = [SelectChoice("", gettext("Chọn ngân hàng")), *named]


@blueprint.get("/<token>")
@public
def show(token: str) -> str:
    """Nothing happens by opening the link: messengers open links too, to show what they lead to."""
    return _page(payments.get_refund_of_link(token), AccountForm(formdata=None))


@blueprint.post("/<token>")
@public
@rate_limits.accounts_from_address
@rate_limits.accounts_of_refund
def name_account(token: str) -> Answer:
    form = AccountForm()
    refund = payments.get_refund_of_link(token)
    if not form.validate():
        return _page(refund, form), 422
    number, holder = parse_account(form.account.data or ""), parse_holder(form.holder.data or "")
    try:
        with transaction():
            locked = payments.get_refund_of_link(token, lock=True)
            payments.name_account(locked, bank=str(form.bank.data), number=number, holder=holder)
    except DomainError as error:
        form.refuse(error)
        return _page(payments.get_refund_of_link(token), form), error.status
    flash(gettext("Đã ghi tài khoản. Tiền chuyển trong lần chuyển kế tiếp, về tới là chúng tôi báo."))
    return see_other(".show", token=token)


def _page(refund: Refund, form: AccountForm) -> str:
    bank = banks().get(refund.account_bank)
    return render_template(
        "storefront/refunds/show.html",
        refund=refund,
        form=form,
        state=refund_state(refund),
        bank=bank.name if bank else "",
        account=masked_account(refund.account_end),
        takes_account=payments.takes_account(refund),
        expired=refund.awaits_account and refund.route == RefundRoute.TRANSFER and payments.is_expired(refund),
        steps=list(_steps(refund)),
    )


def _steps(refund: Refund) -> Iterator[Step]:
    """What happened, without who in the shop did it or what they wrote about it."""
    for event in refund.events:
        yield Step(str(REFUND_STATES[RefundState(event.state)]), moment(event.at))
