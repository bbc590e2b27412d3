from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from marketplace.database import Base, db
from migrations.releases import is_described
from tests.house.sources import ROOT


def test_the_migrations_have_one_head() -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


def test_models_and_migrations_agree(app: Flask) -> None:
    options = {"compare_type": True, "include_name": is_described}
    context = MigrationContext.configure(db.session.connection(), opts=options)
    assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_a_name_so_that_errors_can_be_told_apart() -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []
