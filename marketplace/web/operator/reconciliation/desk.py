"""The desk: money that nobody knows the purchase of, one transfer open beside it. Looking changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, current_app, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import reconciliation
from marketplace.accounts import OperatorPermission
from marketplace.banking.statements import masked_account
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.reconciliation import BankTransfer, View
from marketplace.web.filters import sentence_of, vnd
from marketplace.web.locale import gettext
from marketplace.web.operator.links import turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.reconciliation import words
from marketplace.web.operator.reconciliation.address import Address, read_address, tabs
from marketplace.web.operator.reconciliation.export import transfers_table
from marketplace.web.operator.reconciliation.item import item_of
from marketplace.web.operator.reconciliation.parts import Choice, gap_text, read_choice
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import confirm, see_other

blueprint = Blueprint("operator_reconciliation", __name__, url_prefix="/van-hanh/doi-soat")
blueprint.context_processor(navigation_rail)

Answer = Response | tuple[str, int]
PAGE_SIZE: Final = 30
to_look = requires(OperatorPermission.VIEW_FINANCE)
to_decide = requires(OperatorPermission.CHANGE_FINANCE)


@blueprint.get("", endpoint="list")
@to_look
def show_list() -> str:
    return _page()


@blueprint.get("/bang.csv")
@to_look
def export() -> Response:
    address = _address()
    return transfers_table(reconciliation.each_transfer(address.view, address.words))


@blueprint.get("/<ref>")
@to_look
def show(ref: str) -> str:
    return _page(reconciliation.get_transfer(ref))


@blueprint.post("/<ref>/khop")
@to_decide
def book(ref: str) -> Answer:
    choice = read_choice()
    if "tinh" in request.form:  # only to see what is left, with more lines
        return _page(reconciliation.get_transfer(ref), choice), 200

    def match(transfer: BankTransfer) -> None:
        reconciliation.book(transfer, choice.amounts(transfer.amount_vnd), by=current_user.user)
        _say(gettext("Đã khớp %(amount)s.", amount=vnd(transfer.amount_vnd)), transfer)

    return _act(ref, match, choice) or _open_next(ref)


@blueprint.post("/<ref>/tra-lai")
@to_decide
def send_back(ref: str) -> Answer:
    def give_back(transfer: BankTransfer) -> None:
        reconciliation.send_back(transfer, by=current_user.user, reason=request.form.get("reason", ""))
        _say(gettext("Đã ghi: trả lại %(amount)s.", amount=vnd(transfer.amount_vnd)), transfer)

    return _act(ref, give_back) or _open_next(ref)


@blueprint.post("/<ref>/bo-qua")
@to_decide
def ignore(ref: str) -> Answer:
    def leave(transfer: BankTransfer) -> None:
        reconciliation.ignore(transfer, by=current_user.user, reason=request.form.get("reason", ""))
        _say(gettext("Đã ghi: không phải tiền của đơn hàng."), transfer)

    return _act(ref, leave) or _open_next(ref)


@blueprint.post("/<ref>/da-tra")
@to_decide
def confirm_return(ref: str) -> Answer:
    def note(transfer: BankTransfer) -> None:
        reconciliation.confirm_return(transfer, by=current_user.user, bank_ref=request.form.get("bank_ref", ""))
        flash(gettext("Đã ghi là chuyển trả xong."))

    return _act(ref, note) or _show(ref)


@blueprint.post("/<ref>/go-ra")
@to_decide
def reopen(ref: str) -> Answer:
    def take_back(transfer: BankTransfer) -> None:
        reconciliation.reopen(transfer, by=current_user.user)
        flash(gettext("Đã gỡ ra. Dòng này lại chờ khớp."))

    return _act(ref, take_back) or see_other(".show", ref=ref)


def _say(done: str, transfer: BankTransfer) -> None:
    """A toast with the button that takes the decision back."""
    confirm(done, gettext("Gỡ ra"), url_for(".reopen", ref=transfer.ref), undo={})


def _act(ref: str, act: Callable[[BankTransfer], None], choice: Choice | None = None) -> Answer | None:
    """Do it to the transfer as it stands now. If the rules refuse: the page that says why, with what was typed."""
    try:
        with transaction():
            act(reconciliation.lock_transfer(ref))
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _page(reconciliation.get_transfer(ref), choice), error.status
    return None


def _open_next(ref: str) -> Response:
    """What waits next in the list opens by itself; the list where nothing is left."""
    following = reconciliation.find_next(reconciliation.get_transfer(ref))
    return _show(following.ref) if following else see_other(".list")


def _show(ref: str) -> Response:
    return see_other(".show", ref=ref, **_address().query)


def _address(opened: BankTransfer | None = None) -> Address:
    """As it was asked for; beside an open transfer without a part of the desk that is named, the one it lies in."""
    address = read_address(request.args)
    if opened is None or "xem" in request.args:
        return address
    lies_in = {"returned": View.RETURNING}.get(opened.state) or View(opened.state)
    return replace(address, view=lies_in)


def _page(opened: BankTransfer | None = None, choice: Choice | None = None) -> str:
    address = _address(opened)
    standing = reconciliation.standing(address.words)
    alone: list[BankTransfer] = []

    def ask(*, limit: int, offset: int) -> list[BankTransfer]:
        transfers, alone[:] = reconciliation.queue(address.view, address.words, limit=limit, offset=offset)
        return transfers

    page = page_of(ask, PAGE_SIZE, lambda page: address.url(trang=page))
    item = item_of(opened, choice) if opened else None
    return render_template(
        "operator/reconciliation/list.html",
        address=address,
        tabs=list(tabs(address, standing.counts)),
        transfers=page.rows,
        **turning(page, standing.counts[address.view]),
        item=item,
        left=gap_text(opened.amount_vnd, item.choice) if opened and item else "",
        alone=alone,
        standing=standing,
        account=masked_account(current_app.config["BANK_ACCOUNT"]),
        words=words,
        keys=_keys(item is not None and opened is not None and opened.is_waiting),
    )


def _keys(is_open: bool) -> list[tuple[str, str]]:
    """The keys that do something on this page."""
    return [("1–5", gettext("gợi ý")), ("Enter", gettext("khớp")), ("R", gettext("trả lại"))] if is_open else []
