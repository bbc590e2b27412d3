"""Behind a pooler in transaction mode a connection is lent for one transaction: nothing may outlive that."""

import ast
import re

from tests.house.sources import nodes

OUTLIVES = re.compile(
    r"(?:\A(?:\n\s*)?|;\s*)SET\s+(?!LOCAL\b|CONSTRAINTS\b|TRANSACTION\b)\w+\s"
    r"|set_config\([^()]*,\s*false\)"
    r"|pg_(?:try_)?advisory_(?:lock|unlock)\w*\("
    r"|(?:\A|;)\s*(?:LISTEN|UNLISTEN|DISCARD|PREPARE|DECLARE\s+\w+\s+CURSOR\s+WITH\s+HOLD)\b"
    r"|CREATE\s+(?:LOCAL\s+)?TEMP"
)
"""Settings, locks, listeners, prepared statements, cursors and tables of a session, in the words of PostgreSQL."""


def test_no_statement_leaves_anything_in_the_session() -> None:
    found = [
        place
        for folder in ("marketplace", "migrations")
        for place, node in nodes(folder)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and OUTLIVES.search(node.value)
    ]
    assert found == []


def test_what_outlives_a_transaction_is_recognised() -> None:
    sent = (
        "SET statement_timeout = 0",
        "SELECT pg_advisory_lock(1)",
        "LISTEN jobs",
        "SELECT set_config('a', 'b', false)",
    )
    fine = "SET LOCAL lock_timeout = 0", "SELECT pg_advisory_xact_lock(1)", "UPDATE t SET a = 1", "SET CONSTRAINTS ALL"
    assert [bool(OUTLIVES.search(one)) for one in (*sent, *fine)] == [True] * len(sent) + [False] * len(fine)
