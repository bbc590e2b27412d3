"""How a claim reads to whoever is in it: what is wrong, whose turn it is, and who said what in the thread."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from marketplace.clock import now
from marketplace.orders.states import ActorRole
from marketplace.returns import Claim, ClaimEvent, ClaimKind, ClaimState, Reason, Step, Wish
from marketplace.text import N_
from marketplace.web.filters import hour, moment, say, vnd
from marketplace.web.labels import Label
from marketplace.web.labels import Step as Entry
from marketplace.web.locale import gettext

KINDS: Final = {
    ClaimKind.CLAIM: N_("Báo vấn đề"),
    ClaimKind.RETURN: N_("Trả hàng"),
    ClaimKind.EXCHANGE: N_("Đổi hàng"),
}
REASONS: Final = {
    Reason.BROKEN: N_("Vỡ, chảy"),
    Reason.SPOILED: N_("Hỏng, ôi"),
    Reason.MISSING: N_("Thiếu hàng"),
    Reason.WRONG: N_("Sai món"),
    Reason.NOT_AS_DESCRIBED: N_("Không như mô tả"),
    Reason.OTHER: N_("Khác"),
    Reason.WRONG_CHOICE: N_("Chọn nhầm món, nhầm cỡ"),
    Reason.NOT_NEEDED: N_("Không cần nữa"),
    Reason.CHANGED_MIND: N_("Không hợp ý"),
}
WISHES: Final = {
    Wish.MONEY: N_("Hoàn tiền"),
    Wish.AGAIN: N_("Gửi lại hàng"),
    Wish.OTHER: N_("Giữ hàng, bớt tiền"),
}
STATES: Final = {
    ClaimState.OPEN: Label(N_("Chờ nơi bán trả lời"), "a"),
    ClaimState.OFFERED: Label(N_("Chờ khách trả lời đề nghị"), "a"),
    ClaimState.ESCALATED: Label(N_("Chợ đang xem và quyết định"), "b"),
    ClaimState.APPEALED: Label(N_("Chợ đang xem lại lần cuối"), "b"),
    ClaimState.COMING_BACK: Label(N_("Hàng đang gửi về nơi bán"), "b"),
    ClaimState.REPLACING: Label(N_("Nơi bán sắp gửi lại hàng"), "b"),
    ClaimState.SETTLED: Label(N_("Đã giải quyết"), "g"),
    ClaimState.REFUSED: Label(N_("Không được chấp nhận"), "x"),
    ClaimState.WITHDRAWN: Label(N_("Đã đóng"), "n"),
}
STEPS: Final = {
    Step.OPENED: N_("Khách báo"),
    Step.WROTE: N_("Viết thêm"),
    Step.OFFERED: N_("Nơi bán đề nghị %(amount)s"),
    Step.AGREED: N_("Đồng ý"),
    Step.DECLINED: N_("Không đồng ý"),
    Step.ESCALATED: N_("Quá hạn, chuyển cho chợ quyết định"),
    Step.SENT_BACK: N_("Khách đã gửi hàng về"),
    Step.RECEIVED: N_("Nơi bán đã nhận lại hàng"),
    Step.SENT_AGAIN: N_("Nơi bán đã gửi lại hàng"),
    Step.DECIDED: N_("Chợ quyết định"),
    Step.REFUSED: N_("Chợ không chấp nhận yêu cầu"),
    Step.APPEALED: N_("Khách xin xem lại"),
    Step.RESTOCKED: N_("Nơi bán nhập lại kho"),
    Step.WITHDRAWN: N_("Khách đóng yêu cầu"),
    Step.LAPSED: N_("Không gửi hàng về đúng hạn, yêu cầu đã đóng"),
}
GIVEN: Final = N_("%(step)s: hoàn %(amount)s")
WHO: Final = {
    ActorRole.BUYER: N_("Khách"),
    ActorRole.SELLER: N_("Nơi bán"),
    ActorRole.OPERATOR: N_("Chợ"),
    ActorRole.SYSTEM: N_("Tự động"),
}


@dataclass(frozen=True)
class Shot:
    """A photo that is ready, or a film, at its address; `url` is empty while a photo is being made ready."""

    url: str
    large: str
    is_film: bool


@dataclass(frozen=True)
class Saying:
    """An entry of the thread. `side` is mine, house or nothing; the first one of a day has the `day` above it."""

    who: str
    side: str
    title: str
    words: str
    shots: tuple[Shot, ...]


Address = Callable[[str, str], str]
"""From the kind of a file ("anh", "phim") and its name to where this reader finds it."""


def thread_of(claim: Claim, reader: ActorRole, address: Address) -> Iterator[Saying]:
    """Who said what, oldest first."""
    for event in claim.events:
        side = "mine" if event.role == reader else "house" if event.role in _HOUSE else ""
        is_plain = event.step in (Step.OPENED, Step.WROTE)
        title = "" if is_plain else title_of(event)
        who = f"{who_of(claim, event, reader)}, {moment(event.at)}"
        yield Saying(who, side, title, event.words, tuple(_shots(event, address)))


def title_of(event: ClaimEvent) -> str:
    """What was done, with the sum where there is one."""
    step = Step(event.step)
    if step == Step.OFFERED:
        return gettext(STEPS[step], amount=vnd(event.amount_vnd or 0))
    name = gettext(STEPS[step])
    return gettext(GIVEN, step=name, amount=vnd(event.amount_vnd)) if event.amount_vnd else name


def who_of(claim: Claim, event: ClaimEvent, reader: ActorRole) -> str:
    """Who it was, as this reader knows them."""
    if event.role == reader == ActorRole.BUYER:
        return gettext("Bạn")
    if event.role == ActorRole.SELLER:
        return str(say(claim.order.seller, "name"))
    return gettext(WHO[ActorRole(event.role)])


def steps_of(claims: Iterable[Claim]) -> list[Entry]:
    """The steps of claims as they stand in the timeline of their order; what was only said stays in the thread.

    They follow everything else of it: nothing is claimed before it has arrived.
    """
    told = [(event.at, claim, event) for claim in claims for event in claim.events if event.step != Step.WROTE]
    in_turn = sorted(told, key=lambda entry: entry[0])
    return [Entry(title_of(event), f"{moment(at)} · {claim.number}") for at, claim, event in in_turn]


def heading_of(claim: Claim) -> str:
    """What it is about, in one line: "Mật ong rừng: 1 Vỡ, chảy"."""
    units = sum(line.quantity for line in claim.lines)
    first = claim.lines[0].line
    return gettext("%(units)s × %(name)s: %(reason)s", units=units, name=say(first, "name"), reason=reason_of(claim))


def reason_of(claim: Claim) -> str:
    """What is wrong."""
    return gettext(REASONS[Reason(claim.reason)])


def wish_of(claim: Claim) -> str:
    """What the buyer would like."""
    return gettext(WISHES[Wish(claim.wish)])


def kind_of(claim: Claim) -> str:
    """Which of the three it is."""
    return gettext(KINDS[ClaimKind(claim.kind)])


def state_of(claim: Claim) -> Label:
    """Whose turn it is."""
    return STATES[ClaimState(claim.state)]


def due_of(claim: Claim) -> str:
    """Until when whose turn it is has time; that they are late where they are."""
    if claim.due_at is None:
        return ""
    if claim.due_at <= now():
        return gettext("Quá hạn từ %(time)s", time=hour(claim.due_at))
    return gettext("Trước %(time)s", time=hour(claim.due_at))


_HOUSE: Final = (ActorRole.OPERATOR, ActorRole.SYSTEM)


def _shots(event: ClaimEvent, address: Address) -> Iterator[Shot]:
    for file in event.files:
        if file.video:
            yield Shot(address("phim", file.video), "", is_film=True)
        elif file.picture and not file.picture.is_refused:
            is_ready = file.picture.is_ready
            small, large = address("anh", f"{file.picture.ref}-400"), address("anh", f"{file.picture.ref}-1600")
            yield Shot(small if is_ready else "", large if is_ready else "", is_film=False)
