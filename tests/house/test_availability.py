"""What can be bought is said in marketplace/stock alone; everybody else asks there."""

import ast

from tests.house.sources import nodes

STOCK = ("marketplace/stock/", "marketplace/demo/")
COLUMNS = {"on_hand", "recalled_on", "best_before_on", "expected_on", "orders_until"}
ASKING = {"is_", "is_not", "in_", "not_in", "is_distinct_from", "between"}


def test_only_stock_asks_whether_a_lot_can_be_sold() -> None:
    found = [place for place, node in nodes("marketplace") if asks(node, COLUMNS)]
    assert [place for place in found if not place.startswith(STOCK)] == []


def test_only_stock_asks_whether_goods_are_on_sale() -> None:
    both = [
        place for place, node in nodes("marketplace") if is_joined(node) and {"is_listed", "APPROVED"} <= said(node)
    ]
    assert [place for place in both if not place.startswith(STOCK)] == []


def test_these_rules_find_what_they_forbid() -> None:
    for own in ("Lot.on_hand > 0", "lot.recalled_on is None", "Lot.recalled_on.is_(None)", "not lot.on_hand"):
        assert asks(ast.parse(own, mode="eval").body, COLUMNS)
    for shown in ("func.sum(Lot.on_hand)", "full_date(lot.best_before_on) if lot.best_before_on else ''"):
        assert not asks(ast.parse(shown, mode="eval").body, COLUMNS)
    for own in (
        "Product.is_listed & (Seller.state == SellerState.APPROVED)",
        "statement.where(Product.is_listed, Seller.state == SellerState.APPROVED)",
        "not product.is_listed or seller.state != SellerState.APPROVED",
    ):
        node = ast.parse(own, mode="eval").body
        assert is_joined(node)
        assert {"is_listed", "APPROVED"} <= said(node)


def asks(node: ast.AST, columns: set[str]) -> bool:
    """Whether this very node compares one of the columns."""
    if isinstance(node, ast.Compare):
        return any(is_column(side, columns) for side in (node.left, *node.comparators))
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not | ast.Invert) and is_column(node.operand, columns)
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in ASKING and is_column(called.value, columns)


def is_column(node: ast.AST, columns: set[str]) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in columns


def is_joined(node: ast.AST) -> bool:
    """Whether this node joins conditions."""
    return isinstance(node, ast.BinOp | ast.BoolOp | ast.Call)


def said(node: ast.AST) -> set[str]:
    return {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
