"""How buying works here, and what the stars mean."""

from flask import Blueprint, render_template
from flask_babel import gettext

from marketplace.clock import today
from marketplace.shelf.category_counts import count_by_stars
from marketplace.shipping import Zone
from marketplace.shipping.rates import table_on
from marketplace.text import N_
from marketplace.web.permissions import public
from marketplace.web.storefront.provinces.facts import GRADES

blueprint = Blueprint("help", __name__)

ZONES = {
    Zone.SAME_PROVINCE: N_("Cùng tỉnh, thành phố"),
    Zone.SAME_REGION: N_("Cùng miền"),
    Zone.BETWEEN_REGIONS: N_("Khác miền"),
}


@blueprint.get("/tro-giup")
@public
def buying() -> str:
    table = table_on(today())
    rows = [(gettext(ZONES[zone]), rate.first_vnd, rate.further_vnd) for zone, rate in table.rates.items()]
    return render_template("storefront/content/buying.html", table=table, rows=rows)


@blueprint.get("/sao-ocop")
@public
def stars() -> str:
    counts = count_by_stars()
    return render_template("storefront/content/stars.html", grades=[(grade, counts.get(grade, 0)) for grade in GRADES])
