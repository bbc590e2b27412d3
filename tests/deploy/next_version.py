"""The version after this one: the same shop with two migrations more, the second of which moves rows batch by batch."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from alembic.script import ScriptDirectory

from tests.house.sources import ROOT

TAKEN = ("marketplace", "migrations", "bin", "static", "templates", "translations")
JARS = 1_000
EXPAND = f"""
\"\"\"Shelves hold jars.\"\"\"

import sqlalchemy as sa
from alembic import op

revision = "next_jars"
down_revision = "{{head}}"

NUMBERS = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < {JARS}) SELECT id FROM n"


def upgrade():
    op.create_table("jars", sa.Column("id", sa.Integer, primary_key=True), sa.Column("moved", sa.Integer))
    op.execute("INSERT INTO jars (id) " + NUMBERS)
"""
MOVE = """
\"\"\"Jars are moved, two at a time.\"\"\"

from migrations.batches import in_batches

revision = "next_move"
down_revision = "next_jars"


def upgrade():
    in_batches(
        "UPDATE jars SET moved = coalesce(moved, 0) + 1 WHERE id > :after AND id <= :until AND moved IS NULL",
        "jars",
        size=2,
    )
"""


def make(folder: Path) -> Path:
    """Lay the next version's code into the folder; returns where it is."""
    shop = folder / "next"
    for name in TAKEN:
        shutil.copytree(ROOT / name, shop / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.glob("*.py"):
        shutil.copyfile(path, shop / path.name)
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    versions = shop / "migrations" / "versions"
    (versions / "next_1_jars.py").write_text(EXPAND.replace("{head}", str(head)), encoding="utf-8")
    (versions / "next_2_move.py").write_text(MOVE, encoding="utf-8")
    style = shop / "static" / "css" / "tokens.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n:root { --next: 1; }\n", encoding="utf-8")
    return shop


def release(shop: Path, settings: dict[str, str], *options: str) -> subprocess.Popen[str]:
    """`flask release` of the code that lies there, as it goes on."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "release", *options]
    return subprocess.Popen(
        command,
        cwd=shop,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
    )
