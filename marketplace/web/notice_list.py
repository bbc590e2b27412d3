"""What all pages of notices share: notices by day, the icon of each kind, and up to where they are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import request

from marketplace.clock import to_local, today
from marketplace.notices import NoticeKind
from marketplace.notices.models import Notice
from marketplace.web.labels import NOTICE_KINDS
from marketplace.web.locale import current, gettext

PAGE_SIZE: Final = 30


@dataclass(frozen=True)
class Row:
    """A notice as a page shows it."""

    url: str
    text: str
    kind: str
    icon: str
    at: str
    is_new: bool


def parts(found: Iterable[Notice], seen_id: int) -> list[tuple[str, list[Row]]]:
    """The notices for a page under the headings of their days, in the language of whoever looks."""
    by_day = groupby(found, lambda notice: to_local(notice.at).date() == today())
    return [
        (gettext("Hôm nay") if is_today else gettext("Trước đó"), [_row(notice, seen_id) for notice in some])
        for is_today, some in by_day
    ]


def _row(notice: Notice, seen_id: int) -> Row:
    at = to_local(notice.at)
    return Row(
        url=f"{request.script_root}{notice.path}",
        text=notice.text_en if current() == "en" else notice.text_vi,
        kind=str(NOTICE_KINDS[NoticeKind(notice.kind)]),
        icon=_icon(NoticeKind(notice.kind)),
        at=f"{at:%H:%M}" if at.date() == today() else f"{at:%d/%m}",
        is_new=notice.id > seen_id,
    )


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
