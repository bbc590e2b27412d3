"""Events announce, views don't."""

import ast

from tests.house.sources import nodes

SUMS = {"payment_state", "paid_vnd", "refunded_vnd", "refunding_vnd", "given_back_vnd"}


def test_no_view_knows_the_mails() -> None:
    found = [place for place, node in nodes("marketplace/web") if "notifications" in imported(node)]
    assert found == []


def test_only_the_rules_of_payments_move_a_payment() -> None:
    assert [place for place, field in written("marketplace") if field in SUMS] == [
        place for place, field in written("marketplace/payments") if field in SUMS
    ]


def test_only_the_order_itself_writes_its_state() -> None:
    found = [place for place, field in written("marketplace/orders", "marketplace/payments") if field == "state"]
    assert [place for place in found if "models.py" not in place and "/errors.py" not in place] == []


def imported(node: ast.AST) -> set[str]:
    """Every part of the names that are imported here."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        found = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
        return {part for name in found for part in name.split(".")}
    return set()


def written(*folders: str) -> list[tuple[str, str]]:
    """Every attribute that is set somewhere, with the place."""
    targets = [
        (place, target)
        for place, node in nodes(*folders)
        if isinstance(node, ast.Assign | ast.AugAssign)
        for part in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for target in ast.walk(part)
    ]
    return [(place, target.attr) for place, target in targets if isinstance(target, ast.Attribute)]
