"""The mailbox folder of development: what was sent there, read back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

END_OF_MAIL = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class StoredMail:
    """One mail in the folder; `name` is its file's name without the ending."""

    name: str
    sent_at: datetime
    recipient: str
    subject: str
    body: str
    html: str = ""


def mails_in(folder: Path, *, limit: int = 100) -> list[StoredMail]:
    """The newest mails of the folder, the last one first; one that is just being written is left out."""
    newest = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in newest[:limit] if path.read_bytes().endswith(END_OF_MAIL)]


def find_mail(folder: Path, name: str) -> StoredMail | None:
    """The mail of that name. The name is looked for among the folder's files, so it reaches nothing else."""
    path = next((path for path in folder.glob("*.log") if path.stem == name), None)
    return _read(path) if path else None


def _read(path: Path) -> StoredMail:
    message = message_from_bytes(path.read_bytes().split(END_OF_MAIL)[0], _class=EmailMessage, policy=default)
    sent_at = message["date"].datetime.replace(tzinfo=UTC)  # written as UTC in the form that names no zone
    return StoredMail(path.stem, sent_at, str(message["to"]), str(message["subject"]), *_parts(message))


def _parts(message: EmailMessage) -> tuple[str, str]:
    """The text and the HTML of a mail; the latter is empty where there is none."""
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return (text.get_content() if text else ""), (html.get_content() if html else "")
