"""What a scanned stamp opens, and telling the operators of goods that seem false."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from marketplace import traceability
from marketplace.accounts.phones import parse_phone
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.extensions import csrf
from marketplace.traceability.errors import CodeRefused, GtinOfOtherGoods, StampUnknown
from marketplace.web import rate_limits
from marketplace.web.csrf import is_from_here
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.epcis import links
from marketplace.web.storefront.stamps import trace_story
from marketplace.web.storefront.stamps.forms import CodeForm, DoubtForm, WhereForm

blueprint = Blueprint("trace", __name__)

Answer = Response | tuple[str, int]


@blueprint.get("/T/<code>")  # stamps print their address in capitals, which makes the square coarser and easier to read
@blueprint.get("/t/<code>")
@public
def show(code: str) -> Answer:
    try:
        known = traceability.parse_code(code)
    except CodeRefused as error:
        return _unknown(code, sentence_of(error))
    page = url_for(".show", code=known)
    if request.path != page:
        return redirect(url_for(".show", code=known, hl=request.args.get("hl")), 301)  # type: ignore[return-value]
    try:
        trace = traceability.get_trace(known)
    except StampUnknown:
        return _unknown(known)
    other = links.instead_of_page(trace.stamp.lot, page)
    return other or (render_template("storefront/stamps/trace.html", today=today(), **trace_story.told(trace)), 200)


@blueprint.get("/01/<gtin>/21/<code>", endpoint="digital_link")
@blueprint.get("/01/<gtin>/10/<lot>/21/<code>", endpoint="digital_link")
@public
def digital_link(gtin: str, code: str, lot: str = "") -> Answer:
    """The square of goods with a trade item number (GS1 Digital Link). The serial says all; the number has to agree."""
    try:
        traceability.check_gtin(traceability.parse_code(code), gtin)
    except CodeRefused as error:
        return _unknown(code, sentence_of(error))
    except GtinOfOtherGoods as error:
        return _unknown(code, sentence_of(error))
    hl, wanted = request.args.get("hl"), request.args.get("linkType")
    return redirect(url_for(".show", code=traceability.parse_code(code), hl=hl, linkType=wanted), 307)  # type: ignore[return-value]


@blueprint.post("/t/<code>/scan")
@public
@csrf.exempt  # type: ignore[untyped-decorator]
@rate_limits.scans_from_address
@rate_limits.scan_of_stamp
def scan(code: str) -> Response:
    """Count a scan. The page does this by a script, once a day on each device.

    A form token would give everybody who looks at a jar a cookie; it is enough that no other site's page sends this.
    """
    if not is_from_here():
        abort(403)
    known = traceability.parse_code(code)
    try:
        with transaction():
            traceability.count_scan(known)
    except StampUnknown:
        with transaction():
            traceability.note_try(known)
        raise
    return see_other(".show", code=known)


@blueprint.get("/t/<code>/tinh")
@public
def ask_where(code: str) -> str:
    return _where(code, WhereForm(formdata=None))


@blueprint.post("/t/<code>/tinh")
@public
@rate_limits.scans_from_address
@rate_limits.sighting_of_stamp
def see_in(code: str) -> Answer:
    """Count in which province somebody holds it, as they say themselves: nobody's address is looked up or kept."""
    form = WhereForm()
    if not form.validate():
        return _where(code, form), 422
    known = traceability.parse_code(code)
    with transaction():
        traceability.see_in(known, str(form.province.data))
    flash(gettext("Đã ghi. Cảm ơn bạn."))
    return see_other(".show", code=known)


@blueprint.get("/t/<code>/bao")
@public
def doubt(code: str) -> str:
    return _doubt(code, DoubtForm(formdata=None))


@blueprint.post("/t/<code>/bao")
@public
@rate_limits.reports_from_address
def report(code: str) -> Answer:
    form = DoubtForm()
    if not form.validate():
        return _doubt(code, form), 422
    phone = parse_phone(form.phone.data) if form.phone.data else ""
    with transaction():
        traceability.report(_named(code), what=str(form.what.data), phone=phone)
    flash(gettext("Đã báo. Người vận hành sẽ xem, cảm ơn bạn."))
    return see_other(".show", code=_named(code))


def _named(code: str) -> str:
    """What was typed, as short and tidy as a code; never empty, so that there is a page about it."""
    return traceability.tidy(code) or "-"


def _doubt(code: str, form: DoubtForm) -> str:
    named = _named(code)
    return render_template("storefront/stamps/doubt.html", code=named, shown=_shown(named), form=form)


def _where(code: str, form: WhereForm) -> str:
    named = _named(code)
    return render_template("storefront/stamps/where.html", code=named, shown=_shown(named), form=form)


def _shown(code: str) -> str:
    """A code as stamps print it, in its groups."""
    return " ".join(traceability.groups_of(code))


def _unknown(code: str, hint: str = "") -> tuple[str, int]:
    named = _named(code)
    shown = _shown(named)
    form = CodeForm(formdata=None, data={"code": shown})
    counted = {"is_well_formed": not hint, "today": today()}
    page = render_template("storefront/stamps/unknown.html", code=named, shown=shown, hint=hint, form=form, **counted)
    return page, StampUnknown.status
