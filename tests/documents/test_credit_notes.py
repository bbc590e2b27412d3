"""Credit notes follow refunds, and receipts payments: made out by jobs, once."""

from flask import Flask
from sqlalchemy import select

from marketplace import documents
from marketplace.database import db
from marketplace.documents import Document, DocumentKind
from marketplace.jobs import Job
from tests import factories, refunding
from tests.work import work


def kinds(purchase_id: int) -> list[str]:
    return [str(each.kind) for each in documents.documents_of_purchase(purchase_id)]


def test_a_refund_gets_its_credit_note_and_one_that_came_back_is_void(app: Flask) -> None:
    order = factories.delivered(quantity=2)
    refund = refunding.confirmed(order, 1, shipping_vnd=order.shipping_vnd)
    note = documents.issue_credit_note(refund.id)
    assert note is not None
    told = note.content
    assert (told["goods_vnd"], told["amount_vnd"], told["is_void"]) == (165_000, 165_000 + order.shipping_vnd, False)
    assert [line["quantity"] for line in told["lines"]] == [1]
    assert documents.issue_credit_note(refund.id) == note
    refunding.returned(refund)
    void = documents.issue_credit_note(refund.id)
    assert void is not None
    assert (void.number, void.version, void.content["is_void"]) == (note.number, 2, True)
    assert kinds(order.purchase_id) == ["credit_note"]


def test_a_refund_that_never_went_has_no_credit_note(app: Flask) -> None:
    order = factories.delivered(quantity=2)
    assert documents.issue_credit_note(refunding.asked(order, 1).id) is None
    assert documents.issue_credit_note(0) is None


def test_paying_and_refunding_ask_for_the_documents_once(app: Flask) -> None:
    order = factories.delivered(quantity=2)
    refunding.confirmed(order, 1)
    waiting = {(job.kind, job.unique_key) for job in db.session.scalars(select(Job)) if job.kind == "credit_note"}
    assert len(waiting) == 1
    work("credit_note")
    assert "credit_note" in kinds(order.purchase_id)
    assert len(db.session.scalars(select(Document).where(Document.kind == DocumentKind.CREDIT_NOTE)).all()) == 1
