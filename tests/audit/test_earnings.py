"""The audit recounts what sales brought and what documents were numbered."""

from flask import Flask

from marketplace import audit, documents
from marketplace.database import db
from marketplace.earnings import Earning
from tests import factories, refunding


def _broken() -> list[str]:
    db.session.flush()
    return [finding.invariant.promise for finding in audit.check(db.session())]


def _run(statement: str) -> None:
    db.session.execute(db.text(statement))


def test_the_audit_notices_what_is_taken_back_twice(app: Flask) -> None:
    delivered = factories.delivered(quantity=2)
    refunding.confirmed(delivered, 1)
    told = ", ".join(column.name for column in Earning.__table__.columns if column.name != "id")
    again = f"INSERT INTO earnings ({told}) SELECT {told} FROM earnings WHERE refund_id IS NOT NULL"
    for _unit in range(delivered.lines[0].quantity):
        _run(again)
    assert _broken() == ["refunds take back no more of a sale than it brought, of each part"]


def test_the_audit_notices_a_number_that_no_document_has(app: Flask) -> None:
    documents.issue_receipt(factories.delivered().purchase_id)
    assert _broken() == []
    _run("UPDATE document_counters SET last_number = last_number + 1")
    assert _broken() == ["documents are numbered without gaps"]
