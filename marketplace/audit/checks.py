"""Runs the invariants, each in one statement, so that orders placed meanwhile raise no false alarm."""

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from marketplace.audit.cash import CASH
from marketplace.audit.history import HISTORY
from marketplace.audit.integrity import integrity
from marketplace.audit.ledger import LEDGER
from marketplace.audit.models import Finding, Invariant
from marketplace.audit.payments import PAYMENTS
from marketplace.audit.payouts import PAYOUTS
from marketplace.audit.refunds import REFUNDS
from marketplace.audit.sums import SUMS
from marketplace.audit.units import UNITS
from marketplace.audit.vouchers import VOUCHERS

MOST_ROWS = 20


def invariants(connection: Connection) -> list[Invariant]:
    """Everything that must hold in the database behind `connection`."""
    money = (*PAYMENTS, *REFUNDS, *LEDGER, *CASH, *PAYOUTS, *VOUCHERS)
    return [*UNITS, *SUMS, *HISTORY, *money, *integrity(connection.dialect.name)]


def check(session: Session) -> list[Finding]:
    """The broken invariants; none means that the books are in order. Reads only."""
    connection = session.connection()
    findings = (Finding(invariant, _offenders(connection, invariant)) for invariant in invariants(connection))
    return [finding for finding in findings if finding.rows]


def _offenders(connection: Connection, invariant: Invariant) -> tuple[dict[str, object], ...]:
    rows = connection.execute(text(invariant.sql)).mappings().fetchmany(MOST_ROWS)
    return tuple(dict(row) for row in rows)
