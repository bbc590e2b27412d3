"""What buyers do: baskets, placing and sending the form again, paying in every way, changing their minds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace import cart, orders, payments
from marketplace.orders.errors import PlacedOtherwise
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import TIME_KEPT, ActorRole, OrderState, PaymentMethod
from marketplace.payments.states import NoticeOutcome
from tests.factories import BA_DINH
from tests.state_machine.market import WHICH, Market, once, one_of

WAYS = (PaymentMethod.COD, PaymentMethod.TRANSFER)


@dataclass(frozen=True)
class Form:
    """A checkout as it was sent, and the purchase that it made."""

    values: dict[str, Any]
    code: str


class Buying(Market):
    """The buyers' steps."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        for who, paying in enumerate([PaymentMethod.COD, *WAYS]):
            self.order(who, [who, 3], paying, set(), 0, False, False)

    @rule(who=WHICH, pack=WHICH, quantity=st.integers(1, 4))
    def put_in_basket(self, who: int, pack: int, quantity: int) -> None:
        who %= len(self.buyers)

        def put() -> None:
            added = cart.add(**self._basket(who), ref=one_of(self.packs, pack).ref, quantity=quantity)
            self.guest_tokens[who] = added.cart.token

        self.do("put in basket", put)

    @once("put in basket")
    @rule(who=WHICH, pack=WHICH, quantity=st.integers(0, 5), way=st.sampled_from(["set", "remove", "save", "take up"]))
    def change_basket(self, who: int, pack: int, quantity: int, way: str) -> None:
        ref = one_of(self.packs, pack).ref

        def change() -> None:
            basket = cart.get_cart(**self._basket(who % len(self.buyers)))
            ways = {"remove": cart.remove, "save": cart.save, "take up": cart.take_up}
            if way == "set":
                cart.set_quantity(basket, ref=ref, quantity=quantity)
            else:
                ways[way](basket, ref=ref)

        self.do(f"basket: {way}", change)

    @precondition(lambda market: market.guest_tokens[-1] is not None)
    @rule(who=st.integers(0, 1))
    def sign_in(self, who: int) -> None:
        """The guest turns out to be somebody: both baskets become one."""
        person, token = self.buyers[who], self.guest_tokens[-1]
        assert person is not None
        if self.do("sign in", lambda: cart.adopt(token=token, user_id=person.id) or True):
            self.guest_tokens[-1] = None

    @rule(
        who=WHICH,
        packs=st.lists(WHICH, max_size=2),
        paying=st.sampled_from(WAYS),
        codes=st.sets(st.sampled_from(["GIAMHET", "QUENNHAU", "CHOXE"]), max_size=2),
        shown=st.sampled_from([0, 0, 0, 0, 1_000]),
        is_part=st.booleans(),
        is_gift=st.booleans(),
    )
    def order(
        self,
        who: int,
        packs: list[int],
        paying: PaymentMethod,
        codes: set[str],
        shown: int,
        is_part: bool,
        is_gift: bool,
    ) -> None:
        """Now and then a total that is not the one shown any more, or what comes from one seller alone."""
        for pack in packs:
            self.put_in_basket(who, pack, 1 + who % 2)
        form: dict[str, Any] = {}
        bought = self.do(
            "order", lambda: self._place(form, who % len(self.buyers), paying, codes, shown, is_part, is_gift)
        )
        if bought is not None:
            self.forms.append(Form(form, bought.code))
            assert bought.total_vnd == form["shown_total_vnd"], "nobody pays anything else than was shown"

    def _place(
        self,
        form: dict[str, Any],
        who: int,
        paying: PaymentMethod,
        codes: set[str],
        shown: int,
        is_part: bool,
        is_gift: bool,
    ) -> Purchase:
        basket = cart.get_cart(**self._basket(who))
        parcels = cart.parcels_in(basket)
        only_from = (parcels[0].seller.slug,) if is_part and parcels else ()
        chosen = [each for each in parcels if not only_from or each.seller.slug in only_from]
        place = {"province_code": BA_DINH.province_code, "commune_code": BA_DINH.commune_code}
        quoted = orders.quote(chosen, **place, pays_cash=paying == PaymentMethod.COD, codes=sorted(codes))
        form |= {
            "checkout_token": orders.token_of(basket, only_from),
            "cart_token": basket.token,
            "buyer": self.buyers[who],
            "recipient": replace(BA_DINH, phone=f"+8490000012{who}"),
            "shown_total_vnd": quoted.total_vnd + shown,
            "locale": "vi",
            "payment_method": paying,
            "only_from": only_from,
            "codes": sorted(codes),
            "gift": orders.GiftWish("+84900000456", "Chị Mẫu", "Chúc bà khỏe") if is_gift else None,
        }
        return orders.place(**form)

    @once("order")
    @rule(which=WHICH, is_changed=st.booleans())
    def send_form_again(self, which: int, is_changed: bool) -> None:
        """As it was: the same purchase. With another name in it: refused, and no second one."""
        form = one_of(self.forms[::-1], which)
        if form is None:
            return
        values = dict(form.values)
        if is_changed:
            values["recipient"] = replace(values["recipient"], name="Người Khác")
            before = self.told[PlacedOtherwise.__name__]
            assert self.do("another form", lambda: orders.place(**values)) is None
            assert self.told[PlacedOtherwise.__name__] == before + 1
        else:
            again = self.do("form again", lambda: orders.place(**values))
            assert again is not None
            assert again.code == form.code

    @once("order")
    @rule(which=WHICH, more=st.sampled_from([0, 0, 0, -20_000, 7_000]), told=st.integers(1, 2))
    def pay(self, which: int, more: int, told: int) -> None:
        """Exactly, short or too much; now and then the bank tells of it twice."""
        code = self.some_purchase(which)
        if code is None:
            return
        self.notices += 1
        name, came = f"FT{self.notices}", 0

        def receive() -> None:
            nonlocal came
            bought = payments.get_purchase(code)
            came = max(bought.due_vnd + more, 1_000)
            notice = payments.note("bank", name, "transfer", outcome=NoticeOutcome.APPLIED)
            for _time in range(told):
                payments.receive(bought, came, notice=notice)

        self.do("pay", receive)
        self.came[code] += came

    @once("order")
    @rule(which=WHICH, way=st.sampled_from(["cash", "transfer", "keep once more", "give up"]))
    def change_payment(self, which: int, way: str) -> None:
        code = self.some_purchase(which, PaymentMethod.TRANSFER)
        if code is None:
            return
        until = self.at + TIME_KEPT
        ways: dict[str, Callable[[Purchase], object]] = {
            "cash": lambda bought: payments.change_method(bought, PaymentMethod.COD),
            "transfer": lambda bought: payments.await_transfer(bought, until=until),
            "keep once more": lambda bought: payments.hold_again(bought, until=until),
            "give up": lambda bought: payments.give_up(bought, by=None, reason="Không cần nữa"),
        }
        self.do(way, lambda: ways[way](payments.get_purchase(code)))

    @once("order")
    @rule(which=WHICH, role=st.sampled_from([ActorRole.BUYER, ActorRole.SELLER, ActorRole.OPERATOR]))
    def call_off(self, which: int, role: ActorRole) -> None:
        if number := self.some_order(which):
            self.do(
                "called off",
                lambda: orders.cancel(orders.get_order(number, lock=True), by=None, role=role, reason="hết hàng"),
            )

    @once("go on")
    @rule(which=WHICH, answers=st.lists(st.sampled_from(["agree", "refuse", "withdraw"]), max_size=2))
    def ask_to_call_off(self, which: int, answers: list[str]) -> None:
        """What was accepted is asked to be called off, and answered; or time passes."""
        number = self.some_order(which, OrderState.CONFIRMED, OrderState.PACKED)
        if number is None:
            return
        ways: dict[str, Callable[[Order], object]] = {
            "ask": lambda order: orders.ask_to_cancel(order, by=None, reason="Đặt nhầm"),
            "agree": lambda order: orders.agree_to_cancel(order, by=None),
            "refuse": lambda order: orders.refuse_to_cancel(order, by=None, reason="Đã gửi đi"),
            "withdraw": lambda order: orders.withdraw_request(order, by=None),
        }
        for way in ("ask", *answers):
            self.do(f"calling off: {way}", lambda way=way: ways[way](orders.get_order(number, lock=True)))  # type: ignore[misc]

    def _basket(self, who: int) -> dict[str, Any]:
        person = self.buyers[who]
        return {"token": None if person else self.guest_tokens[who], "user_id": person.id if person else None}
