import ast
from collections.abc import Iterator

from flask import Flask

from tests.house.sources import files, nodes, tree

COMMITS = {"commit", "begin", "begin_nested"}
EDGES = (
    "marketplace/web/",
    "marketplace/cli.py",
    "marketplace/demo/",
    "marketplace/job_handlers/",
    "marketplace/jobs/taking.py",
    "marketplace/jobs/worker.py",
    "marketplace/pictures/cleanup.py",  # jobs: short transactions of their own
    "marketplace/backups/outcomes.py",  # a note that stays, whatever came of the run
    "marketplace/imports/batches.py",  # a job: thousands of rows, some at a time
    "marketplace/imports/intake.py",
    "marketplace/traceability/rolls.py",  # a job: a roll of thousands, some at a time
    "marketplace/notifications/recall_letters.py",  # a job: letters to thousands of buyers, some at a time
    "marketplace/exports/making.py",  # a job that notes how far it is
    "marketplace/release/",
    "marketplace/rehearsing.py",
    "marketplace/ledger/backfill.py",  # a job: walks through all orders, some at a time
    "marketplace/reconciliation/intake.py",  # a job: thousands of rows, some at a time
    "marketplace/reconciliation/looking.py",  # each transfer in one of its own: it locks the orders of a purchase
    "marketplace/shelf/reindex.py",
    "marketplace/payments/flows.py",  # commit, call outside, commit
    "marketplace/shipments/flows.py",  # commit, call outside, commit
    "marketplace/shipments/rates.py",  # a job: ask outside, then keep the answer
    "marketplace/feeds/files.py",  # a job: write outside, then commit which file counts
    "marketplace/notifications/outbox.py",  # a job: send outside, then let wait what can go now
    "marketplace/notifications/reminders.py",  # writes what has become due, row by row
    "marketplace/notifications/sending.py",  # commit, call outside, commit
    "marketplace/notifications/zalo_messages.py",  # commit, call outside, commit
)


def test_only_database_py_commits() -> None:
    found = [
        place
        for place, node in nodes("marketplace")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in COMMITS
    ]
    assert [place for place in found if not place.startswith("marketplace/database.py")] == []


def test_rules_leave_transactions_to_the_edge() -> None:
    found = [place for place, node in nodes("marketplace") if opens_transaction(node) and not place.startswith(EDGES)]
    assert found == []


def test_a_view_that_answers_get_changes_nothing() -> None:
    reading = [view for view in views() if "POST" not in methods(view)]
    assert [view.name for view in reading if any(map(opens_transaction, ast.walk(view)))] == []


def test_a_view_answers_one_method() -> None:
    assert [view.name for view in views() if len(methods(view)) != 1] == []


def test_no_view_asks_for_the_method() -> None:
    found = [
        place
        for place, node in nodes("marketplace/web")
        if isinstance(node, ast.If) and "request.method" in ast.unparse(node.test)
    ]
    assert found == []


def test_every_endpoint_either_shows_or_changes(app: Flask) -> None:
    found = [rule.endpoint for rule in app.url_map.iter_rules() if len((rule.methods or set()) & {"GET", "POST"}) != 1]
    assert found == []


def opens_transaction(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "transaction"


def views() -> Iterator[ast.FunctionDef]:
    for path in files("*.py", "marketplace/web"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and routes(node):
                yield node


def routes(function: ast.FunctionDef) -> list[ast.Call]:
    calls = [decorator for decorator in function.decorator_list if isinstance(decorator, ast.Call)]
    return [
        call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in {"route", "get", "post"}
    ]


def methods(view: ast.FunctionDef) -> set[str]:
    found: set[str] = set()
    for call in routes(view):
        assert isinstance(call.func, ast.Attribute)
        given = [keyword.value for keyword in call.keywords if keyword.arg == "methods"]
        named = {element.value for value in given for element in ast.walk(value) if isinstance(element, ast.Constant)}
        found |= {str(name) for name in named} or {"POST" if call.func.attr == "post" else "GET"}
    return found
