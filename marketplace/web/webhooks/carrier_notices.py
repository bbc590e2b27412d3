"""Notices of carriers about parcels, each proved by its secret. Whatever they tell is kept; what is told twice changes
nothing.

GHN takes any 4xx for a reason to give up, Viettel Post tries five times: whatever was proved is answered with 200 once
it is written down, also where nobody knows the parcel or the status, and only a fault of ours is asked for again.
"""

import logging
from typing import Final

from flask import Blueprint, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from marketplace import shipments
from marketplace.database import transaction
from marketplace.extensions import csrf
from marketplace.gateways.carriers import READERS, Carrier, News, NoticeForged, NoticesOff, NoticeUnreadable
from marketplace.web.permissions import public

log = logging.getLogger(__name__)
blueprint = Blueprint("carrier_notices", __name__, url_prefix="/webhooks")
REFUSED: Final = {NoticesOff: 503, NoticeForged: 403, NoticeUnreadable: 400}
Answer = tuple[dict[str, bool], int]


@blueprint.post("/ghn/<secret>", endpoint="ghn")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # proved by its secret instead
def take_ghn(secret: str) -> Answer:
    return _answer(Carrier.GHN, secret)


@blueprint.post("/ghtk", endpoint="ghtk")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # proved by its secret instead
def take_ghtk() -> Answer:
    return _answer(Carrier.GHTK, request.args.get("hash", ""))


@blueprint.post("/viettel-post", endpoint="viettel_post")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # proved by its secret instead
def take_viettel_post() -> Answer:
    return _answer(Carrier.VIETTEL_POST, "")


def _answer(carrier: Carrier, secret: str) -> Answer:
    request.max_content_length = current_app.config["LIMITS"].notice_bytes
    try:
        news = _read(carrier, secret)
    except RequestEntityTooLarge:
        return {"success": False}, 413
    except (NoticesOff, NoticeForged, NoticeUnreadable) as error:
        log.warning("a notice of %s was refused: %s", carrier.brand, type(error).__name__)
        return {"success": False}, REFUSED[type(error)]
    with transaction():
        shipments.take_news(news)
    return {"success": True}, 200


def _read(carrier: Carrier, secret: str) -> News:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return READERS[carrier](request.get_data(cache=False), request.headers.get("Content-Type", ""), secret, headers)
