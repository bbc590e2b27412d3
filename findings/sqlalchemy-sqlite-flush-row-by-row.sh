#!/usr/bin/env bash
# How many INSERTs a flush of many new objects sends to SQLite.
#
# Guess: since SQLAlchemy 2.0 a flush writes the new rows of a table with one INSERT ... VALUES (..), (..) RETURNING
#   on every database that knows RETURNING, and SQLite does (insert().returning() does just that).
# Seen: one INSERT per row when the database numbers the rows: the flush has to match the answers to its objects and
#   takes no order on trust from SQLite. With a key made by the program (a UUID) it is one INSERT again.
# Versions: SQLAlchemy 2.1.9.
# Why it matters: the choice of the key decides over the number of statements, and only the echo log tells.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet sqlalchemy==2.1.9

"$home/venv/bin/python" - <<'PY'
import sys
import uuid

from sqlalchemy import create_engine, event, insert, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Numbered(Base):
    __tablename__ = "numbered"
    id: Mapped[int] = mapped_column(primary_key=True)
    made: Mapped[str] = mapped_column(server_default=text("'now'"))
    __mapper_args__ = {"eager_defaults": True}


class Named(Base):
    __tablename__ = "named"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    made: Mapped[str] = mapped_column(server_default=text("'now'"))
    __mapper_args__ = {"eager_defaults": True}


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
sent = []
event.listen(engine, "before_cursor_execute", lambda *values: sent.append(values[2]))


def count(work):
    with Session(engine) as session:
        sent.clear()
        work(session)
        return sum(statement.startswith("INSERT") and "RETURNING" in statement for statement in sent)


def flush(kind):
    def work(session):
        session.add_all(kind() for _ in range(50))
        session.flush()

    return work


core = insert(Numbered.__table__).returning(Numbered.__table__.c.id)
seen = (
    count(lambda session: session.execute(core, [{"made": str(i)} for i in range(50)]).all()),
    count(flush(Named)),
    count(flush(Numbered)),
)
print("SQLAlchemy 2.1.9, SQLite: INSERTs with RETURNING for 50 rows")
print("guess: 1 for a Core insert, 1 for a flush of UUID keys, 1 for a flush of numbered keys")
print("seen: ", *seen)
sys.exit(seen != (1, 1, 50))
PY
echo "as described"
