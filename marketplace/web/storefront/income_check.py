"""Whoever was handed a shop's statement of income sees here that it is genuine, and nothing else of the shop."""

from flask import Blueprint, render_template

from marketplace import documents
from marketplace.web.document_sheets import sheet_of
from marketplace.web.permissions import public

blueprint = Blueprint("income_check", __name__, url_prefix="/kiem-thu-nhap")


@blueprint.get("/<token>")
@public
def show(token: str) -> tuple[str, int]:
    """The figures as they were signed. What was withdrawn answers 410, what does not fit its mark 409."""
    document = documents.get_linked(token)
    is_genuine = documents.is_genuine(document)
    told = {"sheet": sheet_of(document), "is_genuine": is_genuine, "is_newest": documents.is_newest(document)}
    return render_template("storefront/income_check/show.html", **told), 200 if is_genuine else 409
