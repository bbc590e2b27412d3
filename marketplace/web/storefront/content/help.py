"""How buying works here, and what the stars mean."""

from flask import Blueprint, render_template

from marketplace.clock import today
from marketplace.shelf.category_counts import count_by_stars
from marketplace.shipping import FeeBearer, table_on
from marketplace.text import N_
from marketplace.web.fee_words import percent
from marketplace.web.filters import vnd
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.storefront.provinces.facts import GRADES
from marketplace.web.tariff_words import ZONES

blueprint = Blueprint("help", __name__)

FREE = {
    FeeBearer.SELLER: N_("Mua từ %(from)s của một nơi bán thì nơi ấy gửi miễn phí."),
    FeeBearer.PLATFORM: N_("Mua từ %(from)s của một nơi bán thì được gửi miễn phí, chợ trả thay."),
}


@blueprint.get("/tro-giup")
@public
def buying() -> str:
    table = table_on(today())
    free = gettext(FREE[table.free_paid_by], **{"from": vnd(table.free_from_vnd)}) if table.free_from_vnd else ""
    rows = [(ZONES[zone], rate.first_vnd, rate.further_vnd) for zone, rate in table.rates.items()]
    return render_template("storefront/content/buying.html", table=table, rows=rows, free=free, percent=percent)


@blueprint.get("/sao-ocop")
@public
def stars() -> str:
    counts = count_by_stars()
    return render_template("storefront/content/stars.html", grades=[(grade, counts.get(grade, 0)) for grade in GRADES])
