"""What the shop's role may do in PostgreSQL: all that a purchase and the jobs need, and nothing that a thief needs.

On a server of its own, because roles belong to the whole server.
"""

from collections.abc import Iterator

import psycopg
import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from marketplace.database import db, transaction
from marketplace.guards import APPEND_ONLY, KEPT
from marketplace.jobs import Job
from tests import factories, people
from tests.conftest import running
from tests.deploy.parts import Postgres
from tests.house.sources import ROOT
from tests.work import work

SQL = ROOT / "deploy" / "postgresql"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A database that is made as the page says: by its roles, and with the rights that follow a release."""
    made = Postgres()
    made.start()
    with psycopg.connect(made.address().replace("/gui?", "/postgres?"), autocommit=True) as superuser:
        for _twice in range(2):
            superuser.execute((SQL / "roles.sql").read_text())
        superuser.execute("ALTER ROLE gui_owner PASSWORD 'o'; ALTER ROLE gui_web PASSWORD 'w'")
        superuser.execute("CREATE DATABASE gui OWNER gui_owner")
    with running(made.address("gui_owner", "o").replace("postgresql:", "postgresql+psycopg:")):
        upgrade()
    with psycopg.connect(made.address("gui_owner", "o"), autocommit=True) as owner:
        for _twice in range(2):
            owner.execute((SQL / "rights.sql").read_text())
    yield made
    made.remove()


def refused(server: Postgres, statement: str) -> bool:
    """Whether the shop's role may not even ask for this."""
    with psycopg.connect(server.address("gui_web", "w")) as connection:
        try:
            connection.execute(statement)  # type: ignore[call-overload]
        except psycopg.errors.InsufficientPrivilege:
            return True
        finally:
            connection.rollback()
    return False


def test_the_shops_role_sells_works_and_audits(server: Postgres) -> None:
    with running(server.address("gui_web", "w").replace("postgresql:", "postgresql+psycopg:")) as app:
        with transaction():
            honey = factories.product(people.gather().seller_a)
            sold = factories.delivered(honey, quantity=2)
            basket = factories.basket((factories.product().variants[0], 1))
            assert sold.lines
            assert basket.token
        with transaction():
            db.session.delete(db.session.merge(basket))
        assert set(work()) >= {"receipt", "payout_run", "ledger_chain", "finished_jobs"}
        assert db.session.scalars(select(Job.last_error).where(Job.last_error != "")).all() == []
        audited = app.test_cli_runner().invoke(args=["audit"])
        assert audited.exit_code == 0, audited.output


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE orders",
        "ALTER TABLE orders DROP COLUMN code",
        "ALTER TABLE orders DISABLE TRIGGER ALL",
        "TRUNCATE carts",
        "CREATE TABLE things (id int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "UPDATE alembic_version SET version_num = '0001'",
        "CREATE ROLE thief SUPERUSER",
        "COPY orders TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_ls_dir('/')",
    ],
)
def test_the_shops_role_changes_no_tables_and_reaches_nothing_else(statement: str, server: Postgres) -> None:
    assert refused(server, statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_only_added_to_is_neither_changed_nor_removed(table: str, server: Postgres) -> None:
    assert refused(server, f"DELETE FROM {table}")
    of_table = f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum = 1"
    ((column,),) = server.ask(of_table)
    assert refused(server, f"UPDATE {table} SET {column} = {column}")
    assert refused(server, f"TRUNCATE {table}")
    assert not refused(server, f"SELECT 1 FROM {table} LIMIT 1")


@pytest.mark.parametrize("table", KEPT)
def test_what_is_kept_is_not_removed(table: str, server: Postgres) -> None:
    assert refused(server, f"DELETE FROM {table}")


def test_other_rows_are_changed_and_removed(server: Postgres) -> None:
    assert not refused(server, "DELETE FROM carts WHERE id < 0")
    assert not refused(server, "UPDATE orders SET state = state WHERE id < 0")


def test_a_table_of_the_next_release_is_written_to_before_rights_are_given_anew(server: Postgres) -> None:
    with psycopg.connect(server.address("gui_owner", "o"), autocommit=True) as owner:
        owner.execute("CREATE TABLE of_next (id serial)")
        try:
            assert not refused(server, "INSERT INTO of_next DEFAULT VALUES")
        finally:
            owner.execute("DROP TABLE of_next")
