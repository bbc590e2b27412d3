"""EPCIS 2.0 over HTTP (ISO/IEC 19987, section 12): asking for events, one event, and one document of a lot.

Refusals speak the language of the request, in the form that the standard asks for (RFC 7807).
"""

import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.datastructures import WWWAuthenticate

from marketplace import epcis, program_keys
from marketplace.database import transaction
from marketplace.epcis import Addresses
from marketplace.epcis.errors import CaptureRefused
from marketplace.epcis.models import EventCapture
from marketplace.errors import DomainError
from marketplace.extensions import csrf
from marketplace.program_keys.errors import KeyRefused
from marketplace.program_keys.models import ProgramKey
from marketplace.web import rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.permissions import public

blueprint = Blueprint("epcis", __name__, url_prefix="/epcis")

LINKED_DATA = "application/ld+json"
PROBLEM = "application/problem+json"
VERSIONS = {
    "GS1-EPCIS-Version": "2.0.0",
    "GS1-CBV-Version": "2.0.0",
    "GS1-EPCIS-Min": "2.0.0",
    "GS1-EPCIS-Max": "2.0.0",
}
EXCEPTIONS = {
    400: "QueryParameterException",
    401: "SecurityException",
    404: "NoSuchResourceException",
    422: "ValidationException",
}


@blueprint.get("/events")
@public
@rate_limits.events_from_address
def events() -> Response:
    at = _addresses()
    found, place = epcis.page(epcis.read(request.args), at)
    told = _linked_data(epcis.answer(found, at))
    if place is not None:
        following = urlencode(request.args.to_dict() | {epcis.TOKEN: str(place)})
        told.headers["Link"] = f'<{at.base}{request.path}?{following}>; rel="next"'
    return told


@blueprint.get("/events/<path:name>")
@public
@rate_limits.events_from_address
def event(name: str) -> Response:
    at = _addresses()
    known = name.removeprefix(at.event(""))  # the standard asks for the whole identifier, which is an address
    return _linked_data(epcis.single(epcis.public_event(known, at), at))


@blueprint.get("/lots/<ref>")
@public
@rate_limits.events_from_address
def lot(ref: str) -> Response:
    at = _addresses()
    story = epcis.public_lot(ref)
    told = _linked_data(epcis.document(epcis.events_of(story, at, with_quantities=False), at))
    told.headers["Content-Disposition"] = f'inline; filename="{ref}.jsonld"'
    return told


@blueprint.post("/capture")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # a program shows a key instead
@rate_limits.events_from_address
def take() -> tuple[Response, int]:
    """All events of a document, or none. The job is done with the answer, which says where to read of it."""
    key = _key()
    document = _document()
    with transaction():
        made = epcis.capture(document, key)
        program_keys.note_use(key)
    answer = _json(_job(made), "application/json")
    answer.headers["Location"] = _addresses().base + url_for(".taken", ref=made.ref)
    return answer, 202


@blueprint.get("/capture/<ref>")
@public
@rate_limits.events_from_address
def taken(ref: str) -> Response:
    return _json(_job(epcis.get_capture(ref, _key())), "application/json")


@blueprint.get("/context.jsonld")
@public
def context() -> Response:
    return _linked_data(epcis.own_context(_addresses()))


@blueprint.errorhandler(DomainError)
def refuse(error: DomainError) -> tuple[Response, int]:
    problem = {
        "type": f"epcisException:{EXCEPTIONS[error.status]}",
        "title": sentence_of(error),
        "status": error.status,
    }
    answer = _json(problem, PROBLEM)
    if error.status == KeyRefused.status:
        answer.www_authenticate = WWWAuthenticate("bearer")
    return answer, error.status


def _key() -> ProgramKey:
    """The key that the program shows. Raises KeyRefused."""
    said = request.authorization
    return program_keys.shop_with(said.token if said and said.type == "bearer" and said.token else "")


def _document() -> object:
    """What the program sent. Raises CaptureRefused when it is no JSON."""
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise CaptureRefused() from None


def _job(made: EventCapture) -> dict[str, Any]:
    """A capture job as the standard tells of it, with how many of its events were new."""
    at = made.at.isoformat(timespec="milliseconds")
    told = {"captureID": made.ref, "createdAt": at, "finishedAt": at, "running": False, "success": True}
    return told | {"captureErrorBehaviour": "rollback", "errors": [], "gui:newEvents": made.new_events}


def _addresses() -> Addresses:
    return Addresses(current_app.config["PUBLIC_BASE_URL"])


def _linked_data(told: dict[str, Any]) -> Response:
    return _json(told, LINKED_DATA)


def _json(told: dict[str, Any], kind: str) -> Response:
    answer = Response(json.dumps(told, ensure_ascii=False, indent=1), mimetype=kind)
    answer.headers.update(VERSIONS)
    answer.headers["Access-Control-Allow-Origin"] = "*"  # anybody may read it, from any page
    return answer
