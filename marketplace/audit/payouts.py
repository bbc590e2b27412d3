"""Payouts: each pays bookings that nothing else pays, and the books have its money exactly where its state says."""

from marketplace.audit.models import Invariant

STANDING = """
    SELECT booked.id, booked.payout_ref FROM ledger_transactions AS booked
    WHERE booked.kind = 'payout' AND NOT EXISTS (
        SELECT 1 FROM ledger_transactions AS taken WHERE taken.reverts_id = booked.id
    )
"""

PAYOUTS = (
    Invariant(
        "a payout is the sum of the bookings that it pays",
        """
        SELECT payouts.ref, payouts.amount_vnd, coalesce(sum(payout_items.amount_vnd), 0) AS items_vnd FROM payouts
        LEFT JOIN payout_items ON payout_items.payout_id = payouts.id
        GROUP BY payouts.id, payouts.ref, payouts.amount_vnd
        HAVING payouts.amount_vnd <> coalesce(sum(payout_items.amount_vnd), 0)
        """,
    ),
    Invariant(
        "a payout pays what the books say that its bookings brought the seller",
        """
        SELECT payout_items.id, payout_items.amount_vnd, sum(
            CASE WHEN ledger_postings.destination = 'seller:' || payout_items.seller_id THEN ledger_postings.amount_vnd
                WHEN ledger_postings.source = 'seller:' || payout_items.seller_id THEN -ledger_postings.amount_vnd
                ELSE 0 END
        ) AS booked_vnd
        FROM payout_items JOIN ledger_postings ON ledger_postings.transaction_id = payout_items.transaction_id
        GROUP BY payout_items.id, payout_items.amount_vnd
        HAVING payout_items.amount_vnd <> sum(
            CASE WHEN ledger_postings.destination = 'seller:' || payout_items.seller_id THEN ledger_postings.amount_vnd
                WHEN ledger_postings.source = 'seller:' || payout_items.seller_id THEN -ledger_postings.amount_vnd
                ELSE 0 END
        )
        """,
    ),
    Invariant(
        "no booking is in two payouts that are not over",
        """
        SELECT transaction_id, seller_id, count(*) AS payouts FROM payout_items WHERE released_at IS NULL
        GROUP BY transaction_id, seller_id HAVING count(*) > 1
        """,
    ),
    Invariant(
        "a payout that is over gave its bookings free, and no other one did",
        """
        SELECT payouts.ref, payouts.state, payout_items.id FROM payouts
        JOIN payout_items ON payout_items.payout_id = payouts.id
        WHERE (payouts.state IN ('failed', 'returned', 'cancelled')) <> (payout_items.released_at IS NOT NULL)
        """,
    ),
    Invariant(
        "a payout that arrived stands in the books once, and no other one does",
        f"""
        SELECT payouts.ref, payouts.state, count(booked.id) AS booked FROM payouts
        LEFT JOIN ({STANDING}) AS booked ON booked.payout_ref = payouts.ref
        GROUP BY payouts.id, payouts.ref, payouts.state
        HAVING count(booked.id) <> CASE WHEN payouts.state = 'paid' THEN 1 ELSE 0 END
        """,
    ),
    Invariant(
        "the books hold the money of a payout from its approval until the bank says what came of it",
        """
        SELECT payouts.ref, payouts.state, count(ledger_holds.id) AS held FROM payouts
        LEFT JOIN ledger_holds ON ledger_holds.payout_ref = payouts.ref
            AND ledger_holds.amount_vnd = payouts.amount_vnd
            AND NOT EXISTS (SELECT 1 FROM ledger_hold_ends WHERE ledger_hold_ends.hold_id = ledger_holds.id)
        GROUP BY payouts.id, payouts.ref, payouts.state
        HAVING count(ledger_holds.id) <> CASE WHEN payouts.state IN ('approved', 'sent') THEN 1 ELSE 0 END
        """,
    ),
    Invariant(
        "two people agreed to every run that went out",
        """
        SELECT code, state FROM payout_runs WHERE state IN ('approved', 'sent', 'done')
            AND (closed_by_id IS NULL OR approved_by_id IS NULL OR closed_by_id = approved_by_id)
        """,
    ),
    Invariant(
        "every payout stands where its last step left it",
        """
        SELECT payouts.ref, payouts.state, last.state AS last_state FROM payouts
        JOIN payout_events AS last ON last.id = (
            SELECT max(payout_events.id) FROM payout_events WHERE payout_events.payout_id = payouts.id
        )
        WHERE payouts.state <> last.state
        """,
    ),
    Invariant(
        "a refund in a run is given back where its transfer has arrived, on its way where that is, and never twice",
        """
        SELECT payout_refunds.ref, payout_refunds.state, refunds.state AS refund_state FROM payout_refunds
        JOIN refunds ON refunds.id = payout_refunds.refund_id
        WHERE payout_refunds.amount_vnd <> refunds.amount_vnd
            OR payout_refunds.state = 'sent' AND refunds.state <> 'sent'
            OR payout_refunds.state = 'paid' AND refunds.state <> 'confirmed'
        """,
    ),
)
