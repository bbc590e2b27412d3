"""What all pages of notices share: notices by day, and the choice of mails."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField

from marketplace.clock import to_local, today
from marketplace.notices import CAN_STOP, NoticeKind
from marketplace.notices.models import Notice
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.labels import NOTICE_KINDS
from marketplace.web.locale import current, gettext

PAGE_SIZE: Final = 30


@dataclass(frozen=True)
class Row:
    """A notice as a page shows it; `heading` begins a part of the list."""

    heading: str
    url: str
    text: str
    kind: str
    icon: str
    at: str
    is_new: bool


class ChoiceForm(ShopForm):
    """The kinds of which somebody wants mails."""

    kinds = SelectMultipleField(
        _("Gửi thư cho tôi khi có"),
        choices=[SelectChoice(kind, NOTICE_KINDS[kind]) for kind in NoticeKind if kind in CAN_STOP],
        validate_choice=False,
    )

    @property
    def wanted(self) -> set[NoticeKind]:
        """The kinds that were ticked."""
        return {kind for kind in CAN_STOP if kind in (self.kinds.data or ())}


def rows(found: Iterable[Notice], seen_id: int) -> list[Row]:
    """The notices for a page, in the language of whoever looks."""
    return list(_rows(found, seen_id))


def _rows(found: Iterable[Notice], seen_id: int) -> Iterator[Row]:
    last = ""
    for notice in found:
        at = to_local(notice.at)
        part = gettext("Hôm nay") if at.date() == today() else gettext("Trước đó")
        yield Row(
            heading="" if part == last else part,
            url=f"{request.script_root}{notice.path}",
            text=notice.text_en if current() == "en" else notice.text_vi,
            kind=str(NOTICE_KINDS[NoticeKind(notice.kind)]),
            icon=_icon(NoticeKind(notice.kind)),
            at=f"{at:%H:%M}" if at.date() == today() else f"{at:%d/%m}",
            is_new=notice.id > seen_id,
        )
        last = part


def newest(found: Sequence[Notice]) -> int:
    """The last of the notices that the page shows: up to it they count as read."""
    return max((notice.id for notice in found), default=0)


def read_up_to() -> int:
    """Up to which notice the form wants to have read them; 0 for what is no number."""
    typed = request.form.get("up_to", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _icon(kind: NoticeKind) -> str:
    match kind:
        case NoticeKind.MONEY:
            return "wallet"
        case NoticeKind.MESSAGES | NoticeKind.QUESTIONS:
            return "chat"
        case NoticeKind.GOODS:
            return "leaf"
        case NoticeKind.WISHES:
            return "heart"
        case NoticeKind.ACCOUNT:
            return "user"
    return "box"
