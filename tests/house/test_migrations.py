"""Migrations move rows in sets, keep what the released version uses, and lose nothing on the way."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade

from marketplace.database import Base, db
from migrations.releases import RELEASED, UNUSED
from tests.conftest import running
from tests.databases import Engine
from tests.house.sources import ROOT, files, name, tree

VERSIONS = files("*.py", "migrations/versions")
ASKS = {"execute", "executemany", "exec_driver_sql", "scalar", "scalars", "bulk_insert", "in_batches"}
CHANGES = {
    "add_column",
    "alter_column",
    "batch_alter_table",
    "create_index",
    "create_table",
    "drop_index",
    "drop_table",
}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def called(node: ast.AST) -> str:
    """The last word of what is called: `execute` of op.execute(...)."""
    if not isinstance(node, ast.Call):
        return ""
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def calls(words: set[str], *parts: ast.AST) -> bool:
    return any(called(node) in words for part in parts for node in ast.walk(part))


def words_that_ask(module: ast.Module) -> set[str]:
    """What reaches the database when it is called, the module's own functions among them."""
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    found = set(ASKS)
    for _depth in functions:
        found |= {function.name for function in functions if calls(found, *function.body)}
    return found


def loops(module: ast.Module) -> Iterator[tuple[int, list[ast.expr], list[ast.AST]]]:
    """Every loop: its line, what it runs over, and what it does again and again."""
    for node in ast.walk(module):
        if isinstance(node, ast.For):
            yield node.lineno, [node.iter], list(node.body)
        elif isinstance(node, ast.While):
            yield node.lineno, [node.test], [node.test, *node.body]
        elif isinstance(node, COMPREHENSIONS):
            parts = [getattr(node, field) for field in ("elt", "key", "value") if hasattr(node, field)]
            yield node.lineno, [each.iter for each in node.generators], parts


def is_written_down(over: ast.expr, module: ast.Module) -> bool:
    """Whether it stands in the file, so that it does not grow with the shop."""
    assigned = [target for node in module.body if isinstance(node, ast.Assign) for target in node.targets]
    constants = {target.id for target in assigned if isinstance(target, ast.Name)}
    return isinstance(over, ast.Tuple | ast.List) or ast.unparse(over).removesuffix(".items()") in constants


def row_loops(module: ast.Module) -> list[int]:
    """The lines of loops that ask the database again and again, as often as there are rows."""
    words = words_that_ask(module)
    return [
        line
        for line, runs_over, does in loops(module)
        if calls(words, *does) and not all(is_written_down(over, module) for over in runs_over)
    ]


@pytest.mark.parametrize("path", VERSIONS, ids=name)
def test_no_migration_asks_the_database_once_for_each_row(path: Path) -> None:
    assert row_loops(tree(path)) == []


@pytest.mark.parametrize(
    "row_loop",
    [
        "for row in op.get_bind().execute(ALL):\n    op.execute(f'UPDATE reviews SET ref = {row.id}')",
        "def give(row):\n    op.execute(row)\n[give(row) for row in rows]",
        "while row := connection.scalar(NEXT):\n    pass",
    ],
)
def test_a_row_loop_is_noticed(row_loop: str) -> None:
    assert len(row_loops(ast.parse(row_loop))) == 1


def test_a_loop_over_what_is_written_down_is_none() -> None:
    assert row_loops(ast.parse("TABLES = ('a', 'b')\nfor table in TABLES:\n    op.execute(table)")) == []


@pytest.mark.parametrize("path", VERSIONS, ids=name)
def test_batches_stand_in_a_migration_of_their_own(path: Path) -> None:
    """Each batch is committed: ended in between, the migration begins anew, which no change of a table bears."""
    assert not (calls({"in_batches"}, tree(path)) and calls(CHANGES, tree(path)))


class Schema(NamedTuple):
    """What a database holds after a migration. Columns are "table.column"; the rest is name: (table, definition).

    `needed` are the columns that every INSERT must fill in.
    """

    columns: frozenset[str]
    objects: dict[str, tuple[str, str]]
    needed: frozenset[str] = frozenset()


@pytest.fixture(scope="session")
def history(database: Engine) -> Iterator[dict[str, Schema]]:
    """The schema after each migration, from the first to the newest."""
    with running(database.create("history")):
        found = {revision: schema_after(revision) for revision in revisions()}
    yield found
    database.drop("history")


def revisions() -> list[str]:
    return [script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()][::-1]


def schema_after(revision: str) -> Schema:
    upgrade(revision=revision)
    with db.engine.connect() as connection:
        found = sa.inspect(connection)
        tables = {table: found.get_columns(table) for table in found.get_table_names()}
        columns = frozenset(f"{table}.{column['name']}" for table, each in tables.items() for column in each)
        needed = frozenset(
            f"{table}.{column['name']}" for table, each in tables.items() for column in each if needs(column)
        )
        return Schema(columns, objects(connection), needed)


def needs(column: Any) -> bool:
    """Whether an INSERT must fill this column in."""
    return not (column["nullable"] or column["default"] is not None or column["name"] == "id")


def objects(connection: sa.Connection) -> dict[str, tuple[str, str]]:
    """The triggers and indexes, with the statement that would make them again."""
    rows = connection.execute(sa.text(OBJECTS[connection.dialect.name]))
    return {row.name: (row.table_name, "".join(row.definition.split()).replace('"', "").lower()) for row in rows}


OBJECTS = {
    "sqlite": "SELECT name, tbl_name AS table_name, sql AS definition FROM sqlite_master "
    "WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",
    "postgresql": "SELECT indexname AS name, tablename AS table_name, indexdef AS definition FROM pg_indexes "
    "WHERE schemaname = current_schema() UNION ALL "
    "SELECT tgname || ' on ' || relname, relname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger "
    "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal",
}


def lost(before: Schema, after: Schema) -> set[str]:
    """What is no longer there or no longer the same, though its table is."""
    tables = {column.split(".")[0] for column in after.columns}
    return {
        name
        for name, (table, definition) in before.objects.items()
        if table in tables and after.objects.get(name) != (table, definition)
    }


def test_no_migration_loses_a_trigger_or_an_index_that_it_does_not_name(history: dict[str, Schema]) -> None:
    """Alembic changes a table of SQLite by copying it, and leaves behind whatever it cannot read there."""
    steps = zip(history, list(history)[1:], strict=False)
    texts = {path.name.split("_")[0]: path.read_text(encoding="utf-8") for path in VERSIONS}
    missed = {
        revision: {name for name in lost(history[before], history[revision]) if name.split()[0] not in texts[revision]}
        for before, revision in steps
    }
    assert {revision: names for revision, names in missed.items() if names} == {}


def test_a_lost_trigger_is_noticed(tmp_path: Path) -> None:
    with sa.create_engine(f"sqlite:///{tmp_path}/shop.db").begin() as connection:
        connection.exec_driver_sql("CREATE TABLE jars (id INTEGER PRIMARY KEY, name TEXT)")
        connection.exec_driver_sql("CREATE INDEX ix_jars_lower ON jars (lower(name))")
        connection.exec_driver_sql("CREATE TRIGGER kept AFTER DELETE ON jars BEGIN SELECT 1; END")
        before = Schema(frozenset({"jars.id"}), objects(connection))
        operations = Operations(MigrationContext.configure(connection))
        with pytest.warns(sa.exc.SAWarning), operations.batch_alter_table("jars", recreate="always") as table:
            table.add_column(sa.Column("lid", sa.Text()))
        assert lost(before, Schema(frozenset({"jars.id"}), objects(connection))) == {"ix_jars_lower", "kept"}


def too_early(released: Schema, newest: Schema, unused: dict[str, str]) -> set[str]:
    """Columns that are gone though the released version uses them, or did when it was brought out."""
    since = {column: unused.get(column) or unused.get(column.split(".")[0]) for column in released.columns}
    return {column for column in released.columns - newest.columns if (since[column] or "9999") > RELEASED}


def test_nothing_goes_that_the_released_version_uses(history: dict[str, Schema]) -> None:
    assert too_early(history[RELEASED], history[revisions()[-1]], UNUSED) == set()


def test_a_column_that_goes_too_early_is_noticed() -> None:
    released, newest = Schema(frozenset({"jars.id", "jars.lid"}), {}), Schema(frozenset({"jars.id"}), {})
    assert too_early(released, newest, {}) == {"jars.lid"}
    assert too_early(released, newest, {"jars.lid": "9998"}) == {"jars.lid"}
    assert too_early(released, newest, {"jars.lid": RELEASED}) == set()


def newly_needed(released: Schema, newest: Schema) -> set[str]:
    """What an INSERT of the released version does not fill in though it must by now."""
    tables = {column.split(".")[0] for column in released.columns}
    return {column for column in newest.needed - released.needed if column.split(".")[0] in tables}


def test_the_released_version_can_still_write_every_row(history: dict[str, Schema]) -> None:
    assert newly_needed(history[RELEASED], history[revisions()[-1]]) == set()


def test_a_column_that_the_released_version_does_not_fill_in_is_noticed() -> None:
    released = Schema(frozenset({"jars.id", "jars.lid"}), {})
    newest = Schema(
        released.columns | {"jars.size", "lids.size"}, {}, frozenset({"jars.lid", "jars.size", "lids.size"})
    )
    assert newly_needed(released, newest) == {"jars.lid", "jars.size"}


def test_what_is_listed_as_unused_is_there_without_a_model_and_need_not_be_filled_in(app: Flask) -> None:
    described = {f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}
    described |= set(Base.metadata.tables)
    assert set(UNUSED) & described == set()
    needed = [each for each in UNUSED if "." in each and must_be_filled_in(*each.split("."))]
    assert needed == []


def must_be_filled_in(table: str, column: str) -> bool:
    found: list[Any] = sa.inspect(db.session.connection()).get_columns(table)
    return any(each["name"] == column and needs(each) for each in found)
