"""Every letter with every turn that it can take, written from made-up facts: plain ones and odd ones.

A fact is made from the name by which a letter asks for it: `total_vnd` is money, `due_at` a moment, `is_pickup` yes and
no. What a letter compares it with are the turns it can take.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any

from jinja2 import meta

from marketplace.notifications import letters
from marketplace.orders.reasons import SHORTFALLS

IF = re.compile(r"{%-? *(?:el)?if ([^%]*?) *-?%}|{{[^}]* if (.*?) else|{% *for [^%]* if ([^%]*?) *%}")
COMPARED = re.compile(r"([\w.]+) (?:==|!=) \"(\w+)\"")
AMONG = re.compile(r"([\w.]+) (?:not )?in \(([^)]*)\)")
ASKED = re.compile(r"(?<![\"\w.])[a-z_][\w.]*")
WORDS = {"and", "or", "not", "in", "is", "none", "if", "else", "length", "locale"}
LISTS = {"lines": "line", "sent_lines": "line", "orders": "order"}
MOST_TURNS = 20
MOMENT = datetime(2026, 11, 30, 4, 30, tzinfo=UTC)
ODD = "Lan & \"Hoa\" <b>'%s' {{ x }} 100% " + "dài" * 30


class Fact(str):
    """A text of which more can be asked, and each answer is a fact, too."""

    world: "World"
    path: str

    def __getattr__(self, name: str) -> Any:
        return self.world.made(f"{self.path}.{name}")

    def title(self, _locale: str = "") -> "Fact":
        """What a request calls its subject."""
        return self.world.text(f"{self.path}.title")


class World:
    """What facts there are: `chosen` by name, everything else by the ending of its name."""

    def __init__(self, chosen: Mapping[str, object], *, locale: str, is_odd: bool) -> None:
        self.chosen, self.locale, self.is_odd = chosen, locale, is_odd

    def made(self, path: str) -> Any:
        return self.chosen[path] if path in self.chosen else self.usual(path)

    def usual(self, path: str) -> Any:
        name = _last(path)
        if name in ("rules", "shortfall_rule"):
            return SHORTFALLS if name == "rules" else next(iter(SHORTFALLS))
        if name in LISTS:
            return [self.text(LISTS[name]), self.text(LISTS[name])]
        if name.endswith(("_vnd", "_grams", "basis_points", "quantity", "_id", "count", "left")):
            return 1_250_000
        if name.endswith(("_on", "_day")):
            return date(2026, 12, 3)
        if name.endswith(("_at", "_by", "until")):
            return MOMENT
        if name == "time_to_tell":
            return timedelta(hours=24) if self.is_odd else timedelta(days=3)
        return (lambda *_: self.text("street")) if name == "address_in" else self.text(path)

    def text(self, path: str) -> Fact:
        """Words; those with an English twin are Vietnamese and those of people are plain."""
        name = _last(path)
        plain = "Mật ong hoa nhãn" if name.endswith("_vi") else f"some {name}".replace("_", " ")
        fact = Fact(ODD if self.is_odd else plain)
        fact.world, fact.path = self, path
        return fact


def facts_of(name: str, locale: str) -> Iterator[dict[str, Any]]:
    """For each turn of this letter the facts it is written from, the last time odd ones."""
    source = (letters.TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")
    asked = meta.find_undeclared_variables(letters.environment("vi", "").parse(source))
    turns = list(_turns(name, _options(source)))
    for chosen, is_odd in [*((each, False) for each in turns), (turns[0], True)]:
        chosen = chosen | {"is_ready": ""} if is_odd else chosen  # who is ready with a reason has it from a list
        world = World(chosen, locale=locale, is_odd=is_odd)
        yield {each: world.made(each) for each in asked - {"sender", "link", "locale", "_", "gettext", "ngettext"}}


def _options(source: str) -> dict[str, list[object]]:
    """By each name that a letter asks about, what it may be."""
    found: dict[str, list[object]] = {}
    asked = " ; ".join(part for match in IF.findall(source) for part in match if part)
    for name, value in COMPARED.findall(asked):
        found.setdefault(name, ["other"]).append(value)
    for name, values in AMONG.findall(asked):
        found.setdefault(name, ["other"]).extend(re.findall(r"\w+", values))
    for name in ASKED.findall(re.sub(r"\"\w+\"", "", asked)):
        if name not in WORDS and name not in found:
            found[name] = [World({}, locale="vi", is_odd=False).usual(name), _nothing(_last(name))]
    return {name: values for name, values in found.items() if not name.endswith("_en")}


def _turns(name: str, options: Mapping[str, list[object]]) -> Iterator[dict[str, object]]:
    every = [dict(zip(options, each, strict=True)) for each in product(*options.values())]
    yield from Random(name).sample(every, MOST_TURNS) if len(every) > MOST_TURNS else every


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _nothing(name: str) -> object:
    if name in LISTS:
        return []
    return 0 if name.endswith("_vnd") else None if name.endswith(("_on", "_day", "_at", "_by", "until")) else ""
