"""The addresses that mails go to: how many a day, and which kinds their owners want."""

from typing import Final

from sqlalchemy import Row, case, select

from marketplace import jobs
from marketplace.accounts.errors import MailAddressNotFound
from marketplace.accounts.models import MailAddress, User
from marketplace.accounts.tokens import new_token
from marketplace.clock import now, today
from marketplace.database import db, insert_or_conflict
from marketplace.retention import period

MOST_UNCONFIRMED: Final = 6
"""Letters a day to an address that nobody has shown to be theirs: anybody may have typed it."""
KEPT: Final = period("mail_addresses")


def note_letter(email: str) -> "Row[tuple[str, int, object]]":
    """Count a letter of today; returns the address's token, today's letters and since when it is muted."""
    new = insert_or_conflict(MailAddress).values(email=email, token=new_token(), counted_on=today(), letters=1)
    present = MailAddress.__table__.c
    counted = new.on_conflict_do_update(
        index_elements=["email"],
        set_={"letters": case((present.counted_on == today(), present.letters + 1), else_=1), "counted_on": today()},
    )
    return db.session.execute(counted.returning(present.token, present.letters, present.muted_at)).one()


def is_confirmed(email: str) -> bool:
    """Whether somebody signs in with the address who has shown that mail there reaches them."""
    owner = select(User.id).where(User.email == email, User.email_confirmed_at.is_not(None))
    return db.session.scalar(owner) is not None


def mask_mail(email: str) -> str:
    """Enough to recognise one's own address and no more: "la•••@example.test"."""
    name, _, domain = email.rpartition("@")
    return f"{name[:2]}•••@{domain}"[:80]


def get_mail_address(token: str) -> MailAddress:
    """The address behind a link in a mail. Raises MailAddressNotFound."""
    found = db.session.scalars(select(MailAddress).where(MailAddress.token == token)).first()
    if found is None:
        raise MailAddressNotFound()
    return found


def mute_mails(token: str, *, wanted: bool = False) -> None:
    """Send no more letters there but those about orders and the account, or with `wanted` all again.

    Raises MailAddressNotFound.
    """
    address = get_mail_address(token)
    address.muted_at = None if wanted else address.muted_at or now()
    db.session.flush()


def forget_mail_addresses() -> int:
    """Delete some of the addresses that no letter went to for months; returns how many. Whoever muted one stays."""
    return jobs.delete_some(MailAddress, MailAddress.muted_at.is_(None), MailAddress.counted_on < today() - KEPT)
