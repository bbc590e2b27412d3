"""Statements: sent, counted by a worker with its progress shown, and what came of each."""

from flask import Blueprint, Response, current_app, render_template, request
from flask_login import current_user

from marketplace import reconciliation
from marketplace.accounts import OperatorPermission
from marketplace.banking.statements import Bounds
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.reconciliation import BankStatement
from marketplace.web.filters import number, sentence_of, vnd
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_statements", __name__, url_prefix="/van-hanh/doi-soat/sao-ke")
blueprint.context_processor(navigation_rail)
SHOWN = 20


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _page()


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE)
def send() -> Response | tuple[str, int]:
    file = request.files.get("statement")
    try:
        ref, statement = reconciliation.receive(file.stream if file else None, bounds())
    except DomainError as error:
        return _page(sentence_of(error)), error.status
    with transaction():
        reconciliation.start(ref, statement, file.filename or "" if file else "", by=current_user.user)
    return see_other(".show", ref=ref)


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(ref: str) -> str:
    statement = reconciliation.get_statement(ref)
    return render_template(
        "operator/statements/show.html", statement=statement, errors=_errors(statement), doubts=_doubts(statement)
    )


def bounds() -> Bounds:
    """How much is read, and of whose account."""
    limits, account = current_app.config["LIMITS"], current_app.config["BANK_ACCOUNT"]
    return Bounds(limits.statement_bytes, limits.statement_rows, (account,) if account else ())


def _page(refusal: str = "") -> str:
    limits = current_app.config["LIMITS"]
    return render_template(
        "operator/statements/list.html",
        statements=reconciliation.newest_statements(limit=SHOWN),
        refusal=refusal,
        most_megabytes=limits.statement_bytes // 1024**2,
        most_rows=number(limits.statement_rows),
    )


def _errors(statement: BankStatement) -> list[tuple[int, str]]:
    return [(row, gettext(sentence, **blanks)) for row, sentence, blanks in statement.errors]


def _doubts(statement: BankStatement) -> list[str]:
    return [
        gettext(sentence, **{name: vnd(said) if isinstance(said, int) else said for name, said in blanks.items()})
        for sentence, blanks in statement.doubts
    ]
