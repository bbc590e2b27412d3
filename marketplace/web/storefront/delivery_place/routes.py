"""Where to deliver, asked once and remembered in the browser, so that fees and days are shown before checkout."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext

from marketplace import places
from marketplace.places import Commune, Province
from marketplace.text import clean_line
from marketplace.web.current_visitor import delivery_place, delivery_province
from marketplace.web.filters import place
from marketplace.web.permissions import public
from marketplace.web.redirects import safe_path
from marketplace.web.storefront.delivery_place.fields import PlaceForm, suggestion

blueprint = Blueprint("delivery_place", __name__)

MOST_FOUND = 12
LONGEST_QUERY = 80


@blueprint.get("/noi-nhan")
@public
def choose() -> str:
    known = delivery_place()
    form = PlaceForm(formdata=None)
    if province_code := request.args.get("province_code", ""):
        form.province_code.data = province_code
        form.offer()
    elif known:
        form.choose(known)
    elif province := delivery_province():
        form.province_code.data = province.code
        form.offer()
    return _page(form)


@blueprint.get("/noi-nhan/goi-y")
@public
def suggest() -> Response:
    return jsonify([suggestion(match) for match in places.search(_words(), limit=MOST_FOUND)])


@blueprint.post("/noi-nhan")
@public
def remember() -> Response | tuple[str, int]:
    form = PlaceForm()
    if picked := places.find_commune(request.form.get("pick", "")):
        form.choose(picked)
    if not form.validate():
        return _page(form), 422
    keep(places.get_commune(form.commune_code.data))
    flash(gettext("Giao đến %(place)s.", place=place(places.get_commune(form.commune_code.data))))
    return redirect(_next(), 303)  # type: ignore[return-value]


@blueprint.post("/noi-nhan/tinh")
@public
def remember_province() -> Response:
    """Enough for an estimate, and sooner said than a commune."""
    keep(places.get_province(request.form.get("province_code", "")))
    return redirect(_next(), 303)  # type: ignore[return-value]


def keep(place: Commune | Province) -> None:
    """Remember the place in this browser."""
    session["deliver_to"] = place.code
    session.permanent = True


def _page(form: PlaceForm) -> str:
    words = _words()
    found = [suggestion(match) for match in places.search(words, limit=MOST_FOUND)]
    return render_template("storefront/delivery_place/choose.html", form=form, words=words, found=found, next=_next())


def _words() -> str:
    return clean_line(request.args.get("q", ""), LONGEST_QUERY)


def _next() -> str:
    return safe_path(request.values.get("next")) or url_for("catalogue.home")
