"""What Zalo tells of messages, signed over its raw bytes. What is told twice, or late, changes nothing."""

import logging
from typing import Final

from flask import Blueprint, current_app, request
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.exceptions import RequestEntityTooLarge

from config import SettingError
from marketplace import dispatches
from marketplace.database import transaction
from marketplace.dispatches import DeliveryStep, News
from marketplace.errors import DomainError
from marketplace.extensions import csrf
from marketplace.gateways import zalo_notices
from marketplace.notices import Channel
from marketplace.web.permissions import public

log = logging.getLogger(__name__)
blueprint = Blueprint("zalo_notices", __name__, url_prefix="/webhooks")
STEPS: Final = {zalo_notices.RECEIVED: DeliveryStep.DELIVERED, zalo_notices.SEEN: DeliveryStep.READ}
SHORTEST_SECRET: Final = 16


@blueprint.record_once
def check_secret(state: BlueprintSetupState) -> None:
    """Whoever guesses it could say that a message has arrived. Raises SettingError."""
    if 0 < len(state.app.config["ZALO_OA_SECRET"]) < SHORTEST_SECRET:
        raise SettingError(f"ZALO_OA_SECRET is weak; set it to the OA secret key, at least {SHORTEST_SECRET} signs.")


@blueprint.post("/zalo")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # signed instead
def take() -> tuple[dict[str, bool], int]:
    """200 once it is written down, also for events about what is not ours; anything else is sent again."""
    request.max_content_length = current_app.config["LIMITS"].notice_bytes
    try:
        news = _read()
    except RequestEntityTooLarge:
        return {"success": False}, 413
    except DomainError as error:
        log.warning("a notice of Zalo was refused: %s", type(error).__name__)
        return {"success": False}, error.status
    with transaction():
        dispatches.hear(news)
    return {"success": True}, 200


def _read() -> News:
    settings = current_app.config
    headers = {name.lower(): value for name, value in request.headers.items()}
    app_id, secret = settings["ZALO_APP_ID"], settings["ZALO_OA_SECRET"]
    told = zalo_notices.read(request.get_data(cache=False), headers, app_id=app_id, secret=secret)
    return News(Channel.ZALO, told.event, STEPS.get(told.event), told.at, told.key, told.numbers)
