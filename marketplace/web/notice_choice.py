"""Which kinds of notices come by which channel, as people and shops choose it; what cannot be switched off says why."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from flask import request

from marketplace import notices
from marketplace.errors import FormIncomplete
from marketplace.gateways import sms, zalo
from marketplace.notices import CHOICES, STOPPABLE, Channel, NoticeKind, Party
from marketplace.web.labels import CHANNELS, NOTICE_KINDS
from marketplace.web.locale import gettext

CHOSEN: Final = (Channel.MAIL, Channel.ZALO, Channel.TEXT)


@dataclass(frozen=True)
class Way:
    """One channel of a kind, to be ticked; `is_owed` cannot be taken away."""

    name: str
    label: str
    is_on: bool
    is_owed: bool


@dataclass(frozen=True)
class Kind:
    """A kind with its channels, and why some of them stay."""

    kind: NoticeKind
    label: str
    ways: list[Way]
    why: str


def rows_of(party: Party, *, user_id: int | None = None, seller_id: int | None = None) -> list[Kind]:
    """What this buyer, or this shop, may choose, as it is now."""
    gone = notices.all_unwanted(user_id=user_id, seller_id=seller_id)
    return [_row(kind, channels, gone) for kind, channels in CHOICES[party].items()]


def _row(kind: NoticeKind, channels: Collection[Channel], gone: set[tuple[NoticeKind, Channel]]) -> Kind:
    used = [channel for channel in CHOSEN if channel in channels]
    ways = [_way(kind, channel, (kind, channel) not in gone) for channel in used]
    why = [_why(channel) for channel, way in zip(used, ways, strict=True) if way.is_owed]
    return Kind(kind, str(NOTICE_KINDS[kind]), ways, " ".join(why))


def _way(kind: NoticeKind, channel: Channel, is_wanted: bool) -> Way:
    is_owed = kind not in STOPPABLE[channel]
    return Way(channel, str(CHANNELS[channel]), is_wanted or is_owed, is_owed)


def _why(channel: Channel) -> str:
    if channel == Channel.MAIL:
        return gettext("Thư luôn gửi: luật buộc báo, và cần có chữ để giữ lại.")
    return gettext("Tin nhắn chỉ gửi khi thư và Zalo không tới, nên không tắt được.")


def ticked() -> notices.Wanted:
    """What the form wants. Raises FormIncomplete for what is not the form: it ticks nothing, either."""
    if "chosen" not in request.form:
        raise FormIncomplete()
    return {channel: {kind for kind in NoticeKind if kind in request.form.getlist(channel)} for channel in STOPPABLE}


def reached(email: str | None, phone: str | None) -> list[str]:
    """Where each channel leads, in sentences; and which the market does not have yet."""
    said = [gettext("Thư gửi đến %(email)s.", email=email) if email else gettext("Chưa có e-mail nên không có thư.")]
    if zalo.is_on() or sms.is_on():
        number = gettext("Zalo và tin nhắn gửi đến số %(phone)s.", phone=phone)
        said.append(number if phone else gettext("Chưa có số điện thoại nên không có Zalo và tin nhắn."))
    if not zalo.is_on():
        said.append(gettext("Chợ chưa gửi tin qua Zalo; lựa chọn này được nhớ cho khi có."))
    return said
