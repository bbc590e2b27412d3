"""What goes around the events: a document of one lot, the answer to a question, and the words of our own."""

from collections.abc import Iterable
from typing import Any, Final

from marketplace.clock import now
from marketplace.epcis.addresses import Addresses
from marketplace.epcis.events import Event
from marketplace.epcis.stages import OWN

CONTEXT: Final = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
VERSION: Final = "2.0"
QUERY: Final = "SimpleEventQuery"
Document = dict[str, Any]
OWN_WORDS: Final = {
    "stage": "The name of a step in the seller's own words, in Vietnamese",
    "place": "Where the step took place, in the seller's own words",
    **{str(stage): f"Business step: {stage}, for which CBV has no word" for stage in OWN},
}


def document(events: Iterable[Event], at: Addresses) -> Document:
    """Events that go somewhere as one document."""
    return _around("EPCISDocument", at) | {"epcisBody": {"eventList": list(events)}}


def answer(events: Iterable[Event], at: Addresses) -> Document:
    """Events that somebody asked for."""
    results = {"queryName": QUERY, "resultsBody": {"eventList": list(events)}}
    return _around("EPCISQueryDocument", at) | {"epcisBody": {"queryResults": results}}


def single(event: Event, at: Addresses) -> Document:
    """One event, which can be read by itself."""
    return {"@context": _context(at)} | event


def own_context(at: Addresses) -> Document:
    """What our own words mean."""
    words = {name: {"@id": f"{at.own_words}{name}", "rdfs:comment": said} for name, said in sorted(OWN_WORDS.items())}
    return {
        "@context": {"gui": at.own_words, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"},
        "@graph": [*words.values()],
    }


def _context(at: Addresses) -> list[Any]:
    return [CONTEXT, {"gui": at.own_words}]


def _around(kind: str, at: Addresses) -> Document:
    made = now().isoformat(timespec="milliseconds")
    return {"@context": _context(at), "type": kind, "schemaVersion": VERSION, "creationDate": made}
