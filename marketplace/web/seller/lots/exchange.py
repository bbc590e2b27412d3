"""All that is known of a lot as one file, for an authority that asks or another system."""

import json

from flask import Response, current_app

from marketplace import epcis
from marketplace.epcis import Addresses
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import slug
from marketplace.web.permissions import requires
from marketplace.web.seller.lots.page import own_lot
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_lot_exchange", __name__, "/ban-hang/lo/<ref>/epcis.jsonld")


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> Response:
    lot = own_lot(ref)
    at = Addresses(current_app.config["PUBLIC_BASE_URL"])
    (story,) = epcis.stories([lot])
    told = epcis.document(epcis.events_of(story, at, with_quantities=True), at)
    named = {"Content-Disposition": f'attachment; filename="{slug(lot.code) or ref}.jsonld"'}
    return Response(json.dumps(told, ensure_ascii=False, indent=1), mimetype="application/ld+json", headers=named)
