"""Documents that are handed out, and what a seller needs to make out an invoice."""

from marketplace.documents import handlers  # noqa: F401 - acts on what happens to payments
from marketplace.documents.credit_notes import CREDIT_NOTE, issue_credit_note
from marketplace.documents.income import is_genuine, issue_income_statement
from marketplace.documents.invoice_requests import (
    InvoiceDetails,
    asked_until,
    find_request,
    parse_buyer_code,
    request_invoice,
    take_back_request,
)
from marketplace.documents.links import find_link, get_linked, open_link, withdraw_link
from marketplace.documents.models import Document, DocumentKind, DocumentLink
from marketplace.documents.queries import (
    documents_of_purchase,
    get_document_of_purchase,
    get_income_statement,
    get_statement,
    income_statements_of,
    is_newest,
    statements_of,
)
from marketplace.documents.receipts import RECEIPT, issue_receipt
from marketplace.documents.sales_lists import InvoiceRow, invoice_rows
from marketplace.documents.statements import issue_statements

__all__ = [
    "CREDIT_NOTE",
    "RECEIPT",
    "Document",
    "DocumentKind",
    "DocumentLink",
    "InvoiceDetails",
    "InvoiceRow",
    "asked_until",
    "documents_of_purchase",
    "find_link",
    "find_request",
    "get_document_of_purchase",
    "get_income_statement",
    "get_linked",
    "get_statement",
    "income_statements_of",
    "invoice_rows",
    "is_genuine",
    "is_newest",
    "issue_credit_note",
    "issue_income_statement",
    "issue_receipt",
    "issue_statements",
    "open_link",
    "parse_buyer_code",
    "request_invoice",
    "statements_of",
    "take_back_request",
    "withdraw_link",
]
