"""The books: every transaction, found by what it is about, and every account line by line. Only to look at."""

import logging
from functools import partial

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import current_user

from marketplace import ledger, sellers
from marketplace.accounts import OperatorPermission
from marketplace.ledger import Account
from marketplace.ledger.accounts import parse
from marketplace.ledger.errors import TransactionNotFound
from marketplace.ledger.models import LedgerTransaction
from marketplace.web.operator import ledger_filters
from marketplace.web.operator.ledger_export import postings_table
from marketplace.web.operator.ledger_labels import account_name, account_of, cause_of, kind_of
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires

MOST_EXPORTED = 10_000

blueprint = Blueprint("operator_ledger", __name__, url_prefix="/van-hanh/so-cai")
blueprint.context_processor(navigation_rail)
log = logging.getLogger(__name__)


@blueprint.context_processor
def words() -> dict[str, object]:
    said = (kind_of, account_of, account_name, cause_of, ledger_filters.month_name)
    return {function.__name__: function for function in said}


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _page()


@blueprint.get("/<number>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(number: str) -> str:
    return _page(ledger.get_transaction(number))


@blueprint.get("/tai-khoan/<code>")
@requires(OperatorPermission.VIEW_FINANCE)
def show_account(code: str) -> str:
    account = _account(code)
    standing = ledger.standing_of(account)
    page = page_of(
        partial(ledger.lines_of, account, standing.balances.posted_vnd),
        PAGE_SIZE,
        lambda page: url_for(".show_account", code=code, trang=page),
    )
    return render_template(
        "operator/ledger/account.html",
        account=account,
        title=account_of(code, page.rows[0].transaction) if page.rows else account_name(account),
        lines=page.rows,
        balances=standing.balances,
        holds=ledger.holds_on(code),
        **turning(page, standing.lines),
    )


@blueprint.get("/xuat.csv")
@requires(OperatorPermission.VIEW_FINANCE)
def export() -> Response:
    """The filtered list as a table to save."""
    log.info("operator %s exported the books", current_user.id)
    address = ledger_filters.read_address(request.args)
    return postings_table(ledger.transactions(address.filter, limit=MOST_EXPORTED))


def _account(code: str) -> Account:
    """The account that an address names. Raises TransactionNotFound for what is none."""
    try:
        return parse(code)
    except ValueError as error:
        raise TransactionNotFound() from error


def _page(opened: LedgerTransaction | None = None) -> str:
    address = ledger_filters.read_address(request.args)
    shop = sellers.get_seller(address.seller) if address.seller else None
    found = partial(ledger.transactions, address.filter)
    page = page_of(found, PAGE_SIZE, lambda page: address.url(trang=page))
    return render_template(
        "operator/ledger/list.html",
        address=address,
        tabs=list(ledger_filters.tabs(address)),
        pills=list(ledger_filters.pills(address, shop)),
        month_menu=list(ledger_filters.month_menu(address)),
        transactions=page.rows,
        **turning(page, ledger.count_transactions(address.filter)),
        opened=opened,
    )
