"""Mending the rows of a table in the page: cells typed anew, rows left out and brought back."""

from collections.abc import Callable

from flask import Response, flash, request, url_for

from marketplace import imports
from marketplace.database import transaction
from marketplace.imports import Import, RowState
from marketplace.imports.columns import BY_FIELD
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import confirm, see_other
from marketplace.web.seller.imports.tables import own
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_import_rows", __name__, "/ban-hang/nhap-hang/<ref>/dong/<number>")


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def mend(ref: str, number: str) -> Response:
    typed = {name: text for name, text in request.form.items() if name in BY_FIELD}
    with transaction():
        table = own(ref, lock=True)
        typed |= _agreed(table, _number(number))
        row = imports.mend(table, _number(number), typed)
    if row.state == RowState.BAD:
        return see_other("shop_imports.show", ref=ref, xem="sua", _anchor=f"dong-{number}")
    flash(gettext("Dòng %(number)s đạt rồi.", number=number))
    return see_other("shop_imports.show", ref=ref)


def _agreed(table: Import, number: int) -> dict[str, str]:
    """What was probably meant, where the person says so."""
    name = request.form.get("dung", "")
    row = imports.get_row(table, number)
    return {each["field"]: each["suggestion"] for each in row.problems if each["field"] == name and each["suggestion"]}


@blueprint.post("/bo")
@requires(ShopPermission.CHANGE_GOODS)
def drop(ref: str, number: str) -> Response:
    _change(ref, number, imports.drop)
    undo = url_for(".take_up", ref=ref, number=number)
    confirm(gettext("Đã bỏ dòng %(number)s.", number=number), gettext("Lấy lại"), undo, undo={})
    return see_other("shop_imports.show", ref=ref)


@blueprint.post("/lay-lai")
@requires(ShopPermission.CHANGE_GOODS)
def take_up(ref: str, number: str) -> Response:
    _change(ref, number, imports.take_up)
    flash(gettext("Dòng %(number)s đã trở lại.", number=number))
    return see_other("shop_imports.show", ref=ref)


def _change(ref: str, number: str, action: Callable[[Import, int], None]) -> None:
    with transaction():
        action(own(ref, lock=True), _number(number))


def _number(text: str) -> int:
    """The number of a row in an address; what is none leads to no row."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else -1
