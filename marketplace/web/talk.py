"""What all pages of messages share: the form, and how a thread reads for each side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import IO, Final

from flask import Response, current_app, request
from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from marketplace import messages, pictures
from marketplace.clock import to_local, today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.messages import Message, MessageKind, Side, Thread
from marketplace.messages.errors import AlreadyReported, TooManyPhotos
from marketplace.messages.models import LONGEST_MESSAGE
from marketplace.reviews import ReportReason
from marketplace.reviews.errors import TextRefused
from marketplace.text import N_
from marketplace.web.filters import full_date, moment, say, sentence_of
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.labels import REPORT_REASONS
from marketplace.web.locale import gettext
from marketplace.web.media import HARMLESS

WIDTH: Final = 800
MARKET_SAYS: Final = N_("Người vận hành chợ đã vào cuộc trò chuyện này. Cả hai bên đều đọc được.")
MASKED_FOR_BUYER: Final = N_(
    "Số điện thoại và e-mail được che. Bưu tá vẫn gọi được bạn theo đơn. Trả tiền ngoài chợ thì không được hoàn."
)
MASKED_FOR_SHOP: Final = N_(
    "Số điện thoại và e-mail được che. Cần gọi khách thì gọi từ trang đơn hàng; "
    "nhận tiền ngoài chợ thì không được bảo vệ."
)


class MessageForm(ShopForm):
    """A message with up to three photos."""

    body = TextAreaField(_("Tin nhắn"))
    photos = MultipleFileField(_("Gửi ảnh"))

    @property
    def files(self) -> list[FileStorage]:
        """The photos that were chosen; a browser sends one nameless file when none was."""
        return [file for file in self.photos.data or () if isinstance(file, FileStorage) and file.filename]

    def streams(self) -> Iterator[IO[bytes]]:
        """The photos, which are checked and kept before anything is written. Raises TooManyPhotos."""
        if len(self.files) > messages.MOST_PHOTOS:
            raise TooManyPhotos(most=messages.MOST_PHOTOS)
        yield from (file.stream for file in self.files)


class ThreadReportForm(ShopForm):
    """What is wrong with a thread."""

    reason = RadioField(
        _("Có gì không ổn?"), choices=[SelectChoice(reason, label) for reason, label in REPORT_REASONS.items()]
    )
    note = StringField(_("Nói thêm"), [Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))])


@dataclass(frozen=True)
class Shown:
    """One entry of a thread as a page shows it: `kind` is mine, theirs or house; `day` heads a new day."""

    ref: str
    kind: str
    day: str
    who: str
    text: str
    photos: list[str]
    waiting: int
    note: str
    is_hidden: bool


def new_form(ready: Sequence[str]) -> MessageForm:
    """An empty form, or one with the ready sentence that the address names."""
    named = request.args.get("loi", "")
    place = int(named) if named.isascii() and named.isdecimal() and len(named) < 3 else 0
    return MessageForm(formdata=None, data={"body": ready[place - 1]} if 0 < place <= len(ready) else None)


def send(form: MessageForm, write: Callable[[messages.Words], Message]) -> DomainError | None:
    """Write what the form says; returns why not, shown beside the form, with nothing changed."""
    try:
        with pictures.receiving(form.streams()) as received, transaction():
            write(messages.Words(str(form.body.data or ""), tuple(received)))
    except DomainError as error:
        if error.status == 404:
            raise
        form.refuse(error, form.body if isinstance(error, TextRefused) else None)
        return error
    return None


def complain(form: ThreadReportForm, load: Callable[[], Thread], side: Side) -> str:
    """Tell the operators of a thread; returns what to say to whoever did."""
    try:
        with transaction():
            reason, note = ReportReason(form.reason.data), form.note.data or ""
            messages.report(load(), side=side, reason=reason, note=note)
    except AlreadyReported as error:
        return sentence_of(error)
    return gettext("Đã báo. Người vận hành sẽ đọc cuộc trò chuyện này, cảm ơn bạn.")


def shown(thread: Thread | None, side: Side) -> list[Shown]:
    """The messages as this side reads them; operators see the words of hidden ones as well."""
    return list(_shown(messages.messages_in(thread), thread, side)) if thread else []


def _shown(found: list[Message], thread: Thread, side: Side) -> Iterator[Shown]:
    last: date | None = None
    for message in found:
        day = to_local(message.at).date()
        is_mine = message.side == side
        yield Shown(
            ref=message.ref,
            kind="house" if message.side == Side.MARKET else "mine" if is_mine else "theirs",
            day="" if day == last else day_name(day),
            who=f"{_who(message, thread, side)}, {to_local(message.at):%H:%M}",
            text=_text(message, side),
            photos=[] if _is_out_of_sight(message, side) else [one.ref for one in message.photos if one.is_ready],
            waiting=sum(not (one.is_ready or one.is_refused) for one in message.photos),
            note=_note(message, side) if is_mine and message.was_masked else "",
            is_hidden=message.is_hidden,
        )
        last = day


def _is_out_of_sight(message: Message, side: Side) -> bool:
    return message.is_hidden and side != Side.MARKET


def _text(message: Message, side: Side) -> str:
    if message.kind == MessageKind.JOINED:
        return gettext(MARKET_SAYS)
    return gettext("Người vận hành đã ẩn tin này.") if _is_out_of_sight(message, side) else message.body


def _note(message: Message, side: Side) -> str:
    return gettext(MASKED_FOR_BUYER if side == Side.BUYER else MASKED_FOR_SHOP)


def _who(message: Message, thread: Thread, side: Side) -> str:
    if message.side == Side.MARKET:
        return str(current_app.config["SHOP_NAME"])
    if message.side == Side.SELLER:
        name = say(thread.seller, "name")
        by = message.author.name if message.author and side in (Side.SELLER, Side.MARKET) else ""
        return f"{name} ({by})" if by else name
    return gettext("Bạn") if side == Side.BUYER else thread.buyer_name


def day_name(day: date) -> str:
    """Today, yesterday or the day itself."""
    near = {today(): gettext("Hôm nay"), today() - timedelta(days=1): gettext("Hôm qua")}
    return near.get(day) or full_date(day)


def answers_within(seller_id: int) -> str:
    """How long this shop usually takes to answer, or that too little is known to say."""
    usual = messages.answer_time(seller_id)
    if usual is None:
        return gettext("Chưa đủ tin nhắn để biết thường trả lời trong bao lâu")
    hours = ceil(usual / timedelta(hours=1))
    if hours > 36:
        return gettext("Thường trả lời trong %(span)s", span=_days(ceil(usual / timedelta(days=1))))
    return gettext("Thường trả lời trong %(span)s", span=ngettext("%(num)d giờ", "%(num)d giờ", max(hours, 1)))


def _days(count: int) -> str:
    return str(ngettext("%(num)d ngày", "%(num)d ngày", count))


def when(thread: Thread) -> str:
    """When something was written last: the hour of today, else day and hour."""
    at = to_local(thread.last_at)
    return f"{at:%H:%M}" if at.date() == today() else moment(thread.last_at)


def subject(thread: Thread) -> str:
    """What a thread is about, in a line."""
    if thread.order:
        return gettext("Đơn %(code)s", code=thread.order.number)
    return say(thread.product, "name")


def photo(thread: Thread | None, ref: str) -> Response:
    """A photo for somebody who may read the thread. Raises PictureNotFound."""
    found = messages.get_photo(thread.id if thread else 0, ref)
    answer = current_app.response_class(pictures.read(found.ref, WIDTH, "jpg"), content_type="image/jpeg")
    answer.headers["Content-Security-Policy"] = HARMLESS
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


LIMIT: Final = LONGEST_MESSAGE
