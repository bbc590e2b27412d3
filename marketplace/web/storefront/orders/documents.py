"""What a buyer is handed out of an order, and the VAT invoice that the seller is asked for.

Whoever has the secret link of the order may see and do this, as everything else of it.
"""

from flask import Blueprint, Response, flash, render_template

from marketplace import documents, orders
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.web import csv
from marketplace.web.document_sheets import number_of, pdf_of, sheet_of
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.orders.invoice_form import InvoiceForm

blueprint = Blueprint("purchase_documents", __name__, url_prefix="/don/<token>")

Answer = Response | tuple[str, int]


@blueprint.get("/chung-tu/<ref>")
@public
def show(token: str, ref: str) -> str:
    purchase = orders.get_purchase(token)
    document = documents.get_document_of_purchase(purchase.id, ref)
    return render_template(
        "storefront/orders/document.html", purchase=purchase, document=document, sheet=sheet_of(document)
    )


@blueprint.get("/chung-tu/<ref>.pdf")
@public
def pdf(token: str, ref: str) -> Response:
    document = documents.get_document_of_purchase(orders.get_purchase(token).id, ref)
    return csv.to_save(f"{number_of(document).replace('/', '-')}.pdf", pdf_of(document))


@blueprint.get("/hoa-don")
@public
def ask(token: str) -> str:
    form = InvoiceForm(formdata=None)
    if details := documents.find_request(orders.get_purchase(token).id):
        form.fill(details)
    return _asking(token, form)


@blueprint.post("/hoa-don")
@public
def request_invoice(token: str) -> Answer:
    form = InvoiceForm()
    if not form.validate():
        return _asking(token, form), 422
    try:
        with transaction():
            documents.request_invoice(orders.get_purchase(token), **form.told())
    except DomainError as error:
        form.refuse(error)
        return _asking(token, form), error.status
    flash(gettext("Đã ghi yêu cầu hóa đơn. Nơi bán lập và gửi vào e-mail sau khi giao hàng."))
    return see_other("purchases.track", token=token)


@blueprint.post("/hoa-don/bo")
@public
def take_back(token: str) -> Answer:
    try:
        with transaction():
            documents.take_back_request(orders.get_purchase(token))
    except DomainError as error:
        return _asking(token, InvoiceForm(formdata=None), sentence_of(error)), error.status
    flash(gettext("Đã bỏ yêu cầu hóa đơn."))
    return see_other("purchases.track", token=token)


def _asking(token: str, form: InvoiceForm, problem: str = "") -> str:
    purchase = orders.get_purchase(token)
    wanted = documents.find_request(purchase.id)
    return render_template(
        "storefront/orders/invoice.html",
        purchase=purchase,
        form=form,
        wanted=wanted,
        until=documents.asked_until(purchase),
        problem=problem,
    )
