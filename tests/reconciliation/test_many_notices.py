"""Thousands of notices in random order, doubled, forged and too early: the shop ends where a model of it ends."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

import pytest
from flask import Flask

from marketplace import audit, reconciliation
from marketplace.banking.references import reference
from marketplace.clock import now, to_local
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.payments.models import PaymentNotice
from marketplace.reconciliation import BankTransfer
from marketplace.reconciliation.states import TransferState
from tests import bank_senders, factories
from tests.bank_senders import Call, sepay
from tests.client import Client
from tests.people import Cast

DOUBLED, FORGED = 0.3, 0.1
EARLY = 20
"""One purchase in so many is written after the first half of the notices has come."""


@dataclass
class Model:
    """What should become of the money: for each purchase what is booked, and which transfers wait."""

    totals: dict[str, int]
    paid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    waiting: list[int] = field(default_factory=list)
    early: list[tuple[int, int, str]] = field(default_factory=list)
    seen: set[tuple[int, str]] = field(default_factory=set)

    def come(self, number: int, amount_vnd: int, code: str) -> None:
        if code not in self.totals:
            self.early.append((number, amount_vnd, code))
        elif (amount_vnd, code) in self.seen or amount_vnd > self.totals[code] - self.paid[code]:
            self.waiting.append(number)
        else:
            self.paid[code] += amount_vnd
        self.seen.add((amount_vnd, code))

    def write(self, code: str, total_vnd: int) -> None:
        """A purchase is there now, and its money that came before is looked at again."""
        self.totals[code] = total_vnd
        for number, amount_vnd, of in [each for each in self.early if each[2] == code]:
            self.early.remove((number, amount_vnd, of))
            twin = any(each[1:] == (amount_vnd, of) and each[0] != number for each in self.early)
            assert not twin, "the amounts of one purchase differ"
            if amount_vnd > total_vnd - self.paid[code]:
                self.waiting.append(number)
            else:
                self.paid[code] += amount_vnd


def parts(random: Random, total_vnd: int) -> list[int]:
    """Different amounts: mostly the whole, now and then in parts, short, or too much."""
    cut = random.randrange(1_000, total_vnd - 1_000)
    return random.choice(
        [[total_vnd], [total_vnd], [cut, total_vnd - cut], [cut], [total_vnd + cut], [total_vnd, total_vnd + cut]]
    )


@pytest.mark.parametrize("many", [400, pytest.param(10_000, marks=pytest.mark.confirms)])
def test_the_shop_ends_where_the_model_ends(
    app: Flask, client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    for name, value in bank_senders.SETTINGS.items():
        monkeypatch.setitem(app.config, name, value)
    random = Random(many)
    bought, hidden = purchases(cast, many // 8)
    model = Model({code: purchase.total_vnd for code, purchase in bought.items() if code not in hidden})
    sent, known = notices(random, bought, many), set[int]()
    for at, (number, amount_vnd, code, call, is_forged) in enumerate(sent):
        if at == len(sent) // 2:
            reveal(bought, hidden, model)
        answer = client.post(call.path, data=call.body, headers=call.headers, content_type="application/json")
        assert answer.status_code == (400 if is_forged else 200)
        if not is_forged and number not in known:
            known.add(number)
            model.come(number, amount_vnd, code)
    check(bought, model, known)


def purchases(cast: Cast, count: int) -> tuple[dict[str, Purchase], dict[str, str]]:
    """Purchases by their codes, and for those that are not written yet the code that they have meanwhile."""
    pack = factories.product(cast.seller_a, left=2 * count).variants[0]
    made = [factories.purchase((pack, 1), paying=PaymentMethod.TRANSFER) for _ in range(count)]
    bought = {purchase.code: purchase for purchase in made}
    hidden = {purchase.code: f"0000-{at:05}" for at, purchase in enumerate(made) if at % EARLY == 0}
    for code, meanwhile in hidden.items():
        bought[code].code = meanwhile
    db.session.commit()
    return bought, hidden


def reveal(bought: dict[str, Purchase], hidden: dict[str, str], model: Model) -> None:
    for code, meanwhile in hidden.items():
        purchase = db.session.scalars(db.select(Purchase).where(Purchase.code == meanwhile)).one()
        purchase.code = code
        bought[code] = purchase
    db.session.commit()
    reconciliation.look_again()
    for code in hidden:
        model.write(code, bought[code].total_vnd)


def notices(random: Random, bought: dict[str, Purchase], many: int) -> list[tuple[int, int, str, Call, bool]]:
    """As many notices, in random order: (number, amount, code, call, whether it is forged)."""
    at = f"{to_local(now()):%Y-%m-%d %H:%M:%S}"
    told: list[tuple[int, int, str, Call, bool]] = []
    codes, number = list(bought), 0
    while len(told) < many:
        code = codes[number % len(codes)] if number < len(codes) else random.choice(codes)
        amounts = parts(random, bought[code].total_vnd) if number < len(codes) else [random.randrange(10**8, 10**9)]
        for amount_vnd in amounts:
            number += 1
            more = {"transactionDate": at, "accountNumber": bank_senders.ACCOUNT}
            memo, is_forged = f"CK {reference(code)}", random.random() < FORGED
            secret = "somebody else's secret" if is_forged else bank_senders.SEPAY_SECRET
            one = (number, amount_vnd, code, sepay(number, amount_vnd, memo, secret=secret, **more), is_forged)
            told += [one, one] if random.random() < DOUBLED else [one]
    random.shuffle(told)
    return told[:many]


def check(bought: dict[str, Purchase], model: Model, genuine: set[int]) -> None:
    db.session.expire_all()
    for code, purchase in bought.items():
        assert purchase.paid_vnd == model.paid[code], code
        is_paid = model.paid[code] == purchase.total_vnd
        assert purchase.payment_state == (PaymentState.PAID if is_paid else PaymentState.AWAITING)
    assert {int(event) for event in db.session.scalars(db.select(PaymentNotice.event_id))} == genuine
    states = db.session.execute(db.select(BankTransfer.bank_ref, BankTransfer.state)).all()
    assert len(states) == len(genuine)
    waiting = {int(ref.removeprefix("MBVCB.")) for ref, state in states if state == TransferState.WAITING}
    assert waiting == {*model.waiting, *(number for number, _amount, _code in model.early)}
    assert audit.check(db.session()) == []
