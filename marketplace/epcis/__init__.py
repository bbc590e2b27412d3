"""The story of lots in the language in which traceability systems exchange it: EPCIS 2.0 as JSON-LD."""

from marketplace.epcis.addresses import Addresses
from marketplace.epcis.capturing import capture, get_capture
from marketplace.epcis.documents import answer, document, own_context, single
from marketplace.epcis.events import events_of
from marketplace.epcis.queries import numbered_lot, page, public_event, public_lot, stories
from marketplace.epcis.questions import TOKEN, read

__all__ = [
    "TOKEN",
    "Addresses",
    "answer",
    "capture",
    "document",
    "events_of",
    "get_capture",
    "numbered_lot",
    "own_context",
    "page",
    "public_event",
    "public_lot",
    "read",
    "single",
    "stories",
]
