"""What stands on an OCOP certificate as its holder types it, and what speaks against it."""

import re
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from typing import Any, Final

from marketplace.certification.errors import (
    DecidedInFuture,
    EndsBeforeIssue,
    ScoreOutOfRange,
    ScoreTooLow,
    StarsNotMarketable,
)
from marketplace.certification.ocop_rules import STARS, level_on, ocop_ends_on, rules_on
from marketplace.clock import today
from marketplace.text import fold

_NUMBER: Final = re.compile(r"\d{1,5}/QĐ-[A-ZĐ]+(?:[-.&][A-ZĐ]+)*")
"""How decisions are numbered: 436/QĐ-UBND, 377/QĐ-BNN-VPĐP. The certificates have no numbering of their own."""
_SCORE: Final = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?")


@dataclass(frozen=True)
class Paper:
    """A whole certificate. `score_hundredths` is of 10,000; `expires_on` is its last day; `scope` the name of the
    product on the paper, `number` that of the decision as it is printed, typing errors and all.
    """

    stars: int
    number: str
    issued_on: date
    expires_on: date
    holder: str
    scope: str
    score_hundredths: int | None = None
    issuer: str = ""

    @property
    def level(self) -> str:
        """Who stands behind the stars by the rules of the day of the decision."""
        return level_on(self.stars, self.issued_on)

    def kept(self) -> dict[str, Any]:
        """The same as plain values, as a request holds them."""
        days = {"issued_on": self.issued_on.isoformat(), "expires_on": self.expires_on.isoformat()}
        return {
            "scope": self.scope,
            "holder": self.holder,
            "stars": self.stars,
            "score_hundredths": self.score_hundredths,
            "number": self.number,
            **days,
            "issuer": self.issuer,
            "level": self.level,
            "legal_basis": rules_on(self.issued_on).legal_basis,
        }


def read_paper(kept: dict[str, Any]) -> Paper:
    """The paper that `Paper.kept` wrote down."""
    values = {field.name: kept[field.name] for field in fields(Paper)}
    values |= {name: date.fromisoformat(kept[name]) for name in ("issued_on", "expires_on")}
    return Paper(**values)


def check_paper(paper: Paper) -> None:
    """Raise StarsNotMarketable, DecidedInFuture, EndsBeforeIssue or ScoreTooLow for what no certificate can say."""
    if paper.stars not in STARS:
        raise StarsNotMarketable()
    if paper.issued_on > today():
        raise DecidedInFuture()
    if paper.expires_on <= paper.issued_on:
        raise EndsBeforeIssue()
    least = rules_on(paper.issued_on).scores[paper.stars]
    if paper.score_hundredths is not None and paper.score_hundredths < least * 100:
        raise ScoreTooLow(stars=paper.stars, least=least)


def parse_score(text: str) -> int:
    """Hundredths of a score of 100, typed as "86,5" or "86.50". Raises ScoreOutOfRange."""
    found = _SCORE.fullmatch(text.strip())
    score = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else -1
    if not 0 <= score <= 10_000:
        raise ScoreOutOfRange()
    return score


def show_score(hundredths: int) -> str:
    """The score as a paper prints it: "86,5"."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)


def looks_usual(number: str) -> bool:
    """Whether a number reads like that of a decision; others are kept as they are and looked at by a person."""
    return _NUMBER.fullmatch(number) is not None


def key_of(number: str, issued_on: date, scope: str) -> str:
    """One certificate, however its number and its product were typed: accents, case, blanks and dashes do not count."""
    plain = ["".join(filter(str.isalnum, fold(text))) for text in (number, scope)]
    return sha256("|".join([plain[0], issued_on.isoformat(), plain[1]]).encode()).hexdigest()


def usual_end(issued_on: date) -> date:
    """The day that most papers of such a decision name as their last."""
    return ocop_ends_on(issued_on)
