"""One code, several answers: the page for people, and what programs and inspectors ask for by `linkType` or `Accept`.

| asked for | answer |
|---|---|
| nothing, gs1:pip, a page | the page of the stamp, or of the goods |
| gs1:epcis, gs1:traceability, application/ld+json | the events of the lot |
| gs1:certificationInfo | the certificate that counts today |
| all, linkset, application/linkset+json | which of these there are (RFC 9264) |

The names are those of GS1's Web Vocabulary, as GS1 Digital Link 1.6 has them resolved.
"""

import json
from typing import Final

from flask import Blueprint, Response, current_app, redirect, request, url_for

from marketplace import certification, epcis
from marketplace.stock.models import Lot
from marketplace.web.permissions import public

blueprint = Blueprint("digital_links", __name__)

VOCABULARY: Final = "https://gs1.org/voc/"
PAGE, EVENTS, PAPERS = "pip", "epcis", "certificationInfo"
SAME: Final = {"traceability": EVENTS}
EVERYTHING: Final = frozenset({"all", "linkset"})
LINKED_DATA, LINK_SET = "application/ld+json", "application/linkset+json"
READ: Final = {"text/html": PAGE, LINKED_DATA: EVENTS, LINK_SET: "linkset"}
KINDS: Final = {PAGE: "text/html", EVENTS: LINKED_DATA, PAPERS: "text/html"}


@blueprint.get("/01/<gtin>/10/<lot>")
@public
def show(gtin: str, lot: str) -> Response:
    """A lot by the numbers of its goods and its own."""
    found = epcis.numbered_lot(gtin, lot)
    page = url_for("product.show", slug=found.variant.product.slug, co=found.variant.ref)
    return instead_of_page(found, page) or _to(page)


def instead_of_page(lot: Lot, page: str) -> Response | None:
    """What was asked for in place of the page at that path; None when that is what is wanted."""
    wanted, links = _wanted(), _links(lot, page)
    if wanted in EVERYTHING:
        return _link_set(links)
    told = links.get(SAME.get(wanted, wanted), page)
    return None if told == page else _to(told)


def _wanted() -> str:
    """The kind of answer that the address names, else the one that the program says it reads."""
    named = request.args.get("linkType", "").removeprefix("gs1:").removeprefix(VOCABULARY)
    best = request.accept_mimetypes.best_match(READ, default="text/html")
    return named or READ[best]


def _links(lot: Lot, page: str) -> dict[str, str]:
    """The path of each kind of answer that there is."""
    found = {PAGE: page, EVENTS: url_for("epcis.lot", ref=lot.ref)}
    papers = certification.certificates_of_product(lot.variant.product_id)
    valid = next((paper for paper in papers if certification.validity_of(paper, papers).counts), None)
    return found | ({PAPERS: url_for("certificates.show", ref=valid.ref)} if valid else {})


def _link_set(links: dict[str, str]) -> Response:
    base = current_app.config["PUBLIC_BASE_URL"]
    named = {f"{VOCABULARY}{name}": [{"href": base + path, "type": KINDS[name]}] for name, path in links.items()}
    told = {"linkset": [{"anchor": base + request.path, **named}]}
    return Response(json.dumps(told, indent=1), mimetype=LINK_SET, headers={"Vary": "Accept"})


def _to(path: str) -> Response:
    answer: Response = redirect(path, 307)  # type: ignore[assignment]
    answer.vary.add("Accept")
    return answer
