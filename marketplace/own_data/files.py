"""The file with everything of a person: asked for, made by a worker, had until it expires."""

import json
from functools import partial
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import select, update

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import after_commit, db
from marketplace.gateways import files
from marketplace.jobs import NotDone, TakenJob
from marketplace.made_files import delete_old
from marketplace.own_data.errors import DataFileGone
from marketplace.own_data.gathering import everything_of
from marketplace.own_data.models import DataFile

PERSONAL_DATA: Final = "personal_data"
"""The kind of job that makes the file."""
FOLDER: Final = "personal-data"
ABOUT: Final = """\
Tất cả những gì chợ giữ về anh chị, trong tệp du-lieu.json: mở bằng trình duyệt hay trình soạn thảo.
Tiền tính bằng đồng, giờ theo UTC. Chứng từ và sổ thuế giữ theo luật; phần ấy xem ở trang từng đơn.

Everything that the market keeps about you, in du-lieu.json: open it with a browser or an editor.
Money is in dong, times are UTC. Receipts and tax books are kept as the law says; see the page of each order.
"""


def find_file(user_id: int) -> DataFile | None:
    """The person's file, in whatever state, fresh."""
    own = select(DataFile).where(DataFile.user_id == user_id).execution_options(populate_existing=True)
    return db.session.scalars(own).first()


def start(user: User) -> DataFile:
    """A new file in place of the last one; the one that is being made if there is one, so that two presses are one."""
    db.session.execute(select(User.id).where(User.id == user.id).with_for_update(key_share=True))
    last = find_file(user.id)
    if last is not None and last.is_being_made:
        return last
    if last is not None:
        after_commit(partial(_forget, last.ref))
        db.session.delete(last)
        db.session.flush()
    made = DataFile(user_id=user.id)
    db.session.add(made)
    db.session.flush()
    jobs.enqueue(PERSONAL_DATA, {"ref": made.ref}, key=f"{PERSONAL_DATA}:{made.ref}")
    return made


def make(job: TakenJob) -> None:
    """Make the file that was asked for. Begun again after a crash, it is made anew."""
    asked = db.session.scalars(select(DataFile).where(DataFile.ref == job.payload["ref"])).first()
    if asked is None or asked.ready_at is not None:
        return
    data = _packed(asked.user)
    try:
        files.put(_path(asked.ref), data)
    except files.FilesAway as error:  # the store's trouble is not the file's
        raise NotDone(str(error), counts=False) from error
    with jobs.finish(job):
        ready = update(DataFile).where(DataFile.id == asked.id).values(ready_at=now(), size=len(data))
        if db.session.execute(ready.returning(DataFile.id)).first() is None:  # another one was asked for meanwhile
            after_commit(partial(_forget, asked.ref))


def read(user_id: int, ref: str) -> bytes:
    """The person's own file. Raises DataFileGone for anybody else's and for one that expired, or FilesAway."""
    kept = find_file(user_id)
    if kept is None or kept.ref != ref or not kept.is_ready:
        raise DataFileGone()
    try:
        return files.get(_path(ref))
    except FileNotFoundError as error:
        raise DataFileGone() from error


def forget_old() -> int:
    """Forget some files that nobody can have any more; says how many."""
    return delete_old(DataFile, _forget)


def _packed(user: User) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as parts:
        parts.writestr("doc-truoc.txt", ABOUT.encode("utf-8-sig"))
        parts.writestr("du-lieu.json", json.dumps(everything_of(user), ensure_ascii=False, indent=2, default=str))
    return kept.getvalue()


def _path(ref: str) -> str:
    return f"{FOLDER}/{ref}.zip"


def _forget(*refs: str) -> None:
    files.delete(map(_path, refs))
