"""To which purchases an operator books money: a suggestion as it stands, or several codes with their amounts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from flask import request

from marketplace import money
from marketplace.money import UnreadableAmount
from marketplace.reconciliation.errors import PartRefused
from marketplace.text import clean_line
from marketplace.web.filters import vnd
from marketplace.web.locale import gettext

OTHERS: Final = "khac"
LEAST_ROWS: Final = 3
MOST_ROWS: Final = 30


@dataclass(frozen=True)
class Part:
    """One line as it was typed, with what is wrong with it."""

    code: str = ""
    amount: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Choice:
    """What was chosen: `chosen` is the code of a suggestion or OTHERS, `parts` the lines below it."""

    chosen: str = ""
    parts: list[Part] = field(default_factory=lambda: [Part()] * LEAST_ROWS)

    @property
    def is_of_others(self) -> bool:
        """Whether the lines count."""
        return self.chosen == OTHERS

    @property
    def typed_vnd(self) -> int:
        """What the readable amounts add up to."""
        return sum(_amount(part) for part in self.parts if part.amount and not part.problem)

    def amounts(self, whole_vnd: int) -> dict[str, int]:
        """The codes with their amounts; a single line without an amount takes the whole. Raises PartRefused."""
        if not self.is_of_others:
            return {self.chosen: whole_vnd} if self.chosen else {}
        filled = [part for part in self.parts if part.code or part.amount]
        if len(filled) == 1 and not filled[0].amount:
            return {filled[0].code: whole_vnd}
        found = {part.code: _amount(part) for part in filled if not part.problem}
        if len(found) != len(filled):
            raise PartRefused()
        return found


def read_choice() -> Choice:
    """What the form says; lines beyond the last filled one are left out, and two empty ones are there to go on."""
    lines = list(_lines())[:MOST_ROWS]
    while lines and not (lines[-1].code or lines[-1].amount):
        lines.pop()
    blank = max(LEAST_ROWS - len(lines), 1)
    return Choice(clean_line(request.form.get("don", ""), 12), [*lines, *[Part()] * blank])


def _lines() -> Iterator[Part]:
    codes, amounts = request.form.getlist("ma"), request.form.getlist("tien")
    for code, amount in zip(codes, amounts, strict=False):
        yield _checked(Part(_plain_code(code), clean_line(amount, 30)))


def _plain_code(typed: str) -> str:
    """A code as purchases bear it, however it was typed: capitals, one hyphen, without the number of a parcel."""
    letters = clean_line(typed, 30).upper().replace(" ", "").removeprefix("GUI").replace("-", "")
    return f"{letters[:4]}-{letters[4:9]}" if letters else ""


def _checked(part: Part) -> Part:
    try:
        _amount(part)
    except UnreadableAmount as error:
        return Part(part.code, part.amount, gettext(error.message, **error.params))
    if part.amount and not part.code:
        return Part(part.code, part.amount, gettext("Dòng này còn thiếu mã đơn."))
    return part


def _amount(part: Part) -> int:
    return money.parse_vnd(part.amount) if part.amount else 0


def gap_text(whole_vnd: int, choice: Choice) -> str:
    """What is still left to be shared out."""
    return vnd(whole_vnd - choice.typed_vnd)
