#!/usr/bin/env bash
# What insert().returning(Entity) gives back after a savepoint was rolled back.
#
# Guess: the object that RETURNING brings has the values just inserted, and a savepoint's rollback takes the
#   objects that were born in it out of the session, as it does with those of session.add().
# Seen: the dead row's object stays in the session. SQLite gives the next row the same number, and RETURNING hands out
#   the old object with the dead row's values; the same after a Core DELETE. populate_existing gives the new ones.
# Versions: SQLAlchemy 2.1.9.
# Why it matters: a retry after a rolled back savepoint works on what the first try had wanted to write.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet sqlalchemy==2.1.9

"$home/venv/bin/python" - <<'PY'
import sys

from sqlalchemy import create_engine, delete, insert, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Jar(Base):
    __tablename__ = "jar"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def born(session, name, **options):
    return session.scalars(insert(Jar).returning(Jar), [{"name": name}], execution_options=options).one()


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    savepoint = session.begin_nested()
    added = Jar(name="added")
    session.add(added)
    session.flush()
    old = born(session, "first")
    savepoint.rollback()
    left = (inspect(added).persistent, inspect(old).persistent)
    born(session, "in place of the added one")
    new = born(session, "second")
    stale = (new is old, new.name)
    session.execute(delete(Jar.__table__).where(Jar.__table__.c.id == new.id))
    third = born(session, "third").name
    session.execute(delete(Jar.__table__).where(Jar.__table__.c.id == new.id))
    fresh = born(session, "fourth", populate_existing=True).name

print("SQLAlchemy 2.1.9, SQLite")
print("guess: after the rollback neither object is the session's; the names are second, third, fourth")
print(f"seen:  the added one is: {left[0]}, the inserted one is: {left[1]}; the names are {stale[1]}, {third}, {fresh}")
sys.exit((left, stale, third, fresh) != ((False, True), (True, "first"), "first", "fourth"))
PY
echo "as described"
