"""Cash on delivery: every parcel that was paid at the door has one holder, and its moves tell where the cash is."""

from marketplace.audit.models import Invariant
from marketplace.cash.models import LOWERS
from marketplace.orders.states import PaymentMethod

LOWERING = ", ".join(f"'{kind}'" for kind in LOWERS)

CASH = (
    Invariant(
        "the cash of every parcel delivered against it is somewhere, and of no other",
        f"""
        SELECT orders.number, orders.state, orders.total_vnd, cash_custodies.amount_vnd FROM orders
        JOIN purchases ON purchases.id = orders.purchase_id
        LEFT JOIN cash_custodies ON cash_custodies.order_id = orders.id
        WHERE (purchases.payment_method = '{PaymentMethod.COD}' AND orders.state = 'delivered')
                <> (cash_custodies.id IS NOT NULL)
            OR cash_custodies.amount_vnd <> orders.total_vnd
        """,
    ),
    Invariant(
        "who took cash still has what its moves left there",
        f"""
        SELECT cash_custodies.order_id, cash_custodies.amount_vnd, cash_custodies.open_vnd,
            sum(cash_moves.amount_vnd) AS moved_vnd
        FROM cash_custodies LEFT JOIN cash_moves ON cash_moves.custody_id = cash_custodies.id
        GROUP BY cash_custodies.id, cash_custodies.order_id, cash_custodies.amount_vnd, cash_custodies.open_vnd
        HAVING cash_custodies.amount_vnd
                <> coalesce(sum(CASE WHEN kind = 'collected' THEN cash_moves.amount_vnd END), 0)
            OR cash_custodies.amount_vnd - cash_custodies.open_vnd
                <> coalesce(sum(CASE WHEN kind IN ({LOWERING}) THEN cash_moves.amount_vnd END), 0)
        """,
    ),
    Invariant(
        "what was undone of cash undoes exactly the move that it names",
        """
        SELECT undoing.id, undoing.amount_vnd, mistake.amount_vnd AS undone FROM cash_moves AS undoing
        JOIN cash_moves AS mistake ON mistake.id = undoing.undoes_id
        WHERE undoing.amount_vnd <> -mistake.amount_vnd OR undoing.kind <> mistake.kind
            OR coalesce(undoing.custody_id, 0) <> coalesce(mistake.custody_id, 0)
        """,
    ),
    Invariant(
        "no line of a remittance books more than the carrier says",
        """
        SELECT remittance_lines.id, remittance_lines.cod_vnd, remittance_lines.paid_vnd,
            sum(cash_moves.amount_vnd) AS booked_vnd
        FROM remittance_lines JOIN cash_moves
            ON cash_moves.line_id = remittance_lines.id AND cash_moves.kind IN ('remitted', 'fee')
            AND cash_moves.custody_id IS NOT NULL
        GROUP BY remittance_lines.id, remittance_lines.cod_vnd, remittance_lines.paid_vnd
        HAVING sum(cash_moves.amount_vnd) > remittance_lines.cod_vnd
            AND sum(cash_moves.amount_vnd) > remittance_lines.paid_vnd
        """,
    ),
)
