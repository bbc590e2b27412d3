"""Notices of money on the shop's account, from SePay, Casso and payOS. Whatever they tell twice changes nothing."""

import logging
from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, current_app, request
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.exceptions import RequestEntityTooLarge

from config import SettingError
from config_money import NOTICE_SECRETS
from marketplace import reconciliation
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.extensions import csrf
from marketplace.gateways import casso, payos, sepay
from marketplace.gateways.bank_notices import BankNotice
from marketplace.reconciliation import Result
from marketplace.web.filters import sentence_of
from marketplace.web.permissions import public

log = logging.getLogger(__name__)
blueprint = Blueprint("bank_notices", __name__, url_prefix="/webhooks")
Answer = tuple[dict[str, Any], int]
SHORTEST_SECRET: Final = 16


@blueprint.record_once
def check_secrets(state: BlueprintSetupState) -> None:
    """A key that can be guessed would let anybody pay with words. Raises SettingError."""
    for name in NOTICE_SECRETS:
        if 0 < len(state.app.config[name]) < SHORTEST_SECRET:
            raise SettingError(f"{name} is weak; set it to the key of the service, at least {SHORTEST_SECRET} signs.")


@blueprint.post("/sepay", endpoint="sepay")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # signed instead
def take_sepay() -> Answer:
    secret, key = current_app.config["SEPAY_SECRET"], current_app.config["SEPAY_API_KEY"]
    return _answer(lambda body: sepay.read(body, _headers(), secret=secret, key=key, now=now()))


@blueprint.post("/casso", endpoint="casso")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # signed instead
def take_casso() -> Answer:
    secret = current_app.config["CASSO_SECRET"]
    return _answer(lambda body: casso.read(body, _headers(), secret=secret, now=now()))


@blueprint.post("/payos", endpoint="payos")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # signed instead
def take_payos() -> Answer:
    return _answer(lambda body: payos.read(body, secret=current_app.config["PAYOS_SECRET"]))


def _headers() -> dict[str, str]:
    """By their names in small letters: names of headers have no case."""
    return {name.lower(): value for name, value in request.headers.items()}


def _answer(read: Callable[[bytes], list[BankNotice]]) -> Answer:
    """What the services take for success: 2xx and `{"success": true}`. Anything else they send again."""
    request.max_content_length = current_app.config["LIMITS"].notice_bytes
    try:
        for notice in read(request.get_data(cache=False)):
            if not notice.is_trial:
                _take(notice)
    except DomainError as error:
        log.warning("notice refused: %s %s", request.path, type(error).__name__)
        return {"success": False, "message": sentence_of(error)}, error.status
    except RequestEntityTooLarge:
        return {"success": False}, 413
    return {"success": True}, 200


def _take(notice: BankNotice) -> None:
    """Count it, and book it where it is certain, in one transaction: an answer of success means that both were kept."""
    account = current_app.config["BANK_ACCOUNT"]
    with transaction():
        taken = reconciliation.take(reconciliation.of_notice(notice), [account] if account else [])
        if taken.result == Result.NEW and taken.transfer:
            reconciliation.look(reconciliation.lock_transfer(taken.transfer.ref))
