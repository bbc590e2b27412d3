"""What is written past the rules, and what the audit says of it."""

from sqlalchemy import text

from marketplace import audit
from marketplace.database import db


def run(statements: str) -> None:
    db.session.flush()
    for statement in statements.split(";"):
        db.session.execute(text(statement))


def broken() -> list[str]:
    db.session.flush()
    return [finding.invariant.promise for finding in audit.check(db.session())]
