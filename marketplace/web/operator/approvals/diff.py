"""Old and new side by side: each field as a row, and in long texts only the words that differ marked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from marketplace.approvals import Approval
from marketplace.web.locale import gettext

LONG: Final = 60
"""From so many characters on, a text is compared word by word."""


class Piece(NamedTuple):
    """A part of a value; `differs` where the other side does not have it."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Row:
    """A field of a request. Where nothing changes, `new` is what stays."""

    field: str
    label: str
    old: list[Piece]
    new: list[Piece]
    changes: bool


def rows(
    approval: Approval,
    labels: Mapping[str, object],
    show: Mapping[str, Callable[[Any], str]],
    unseen: frozenset[str] = frozenset(),
) -> Iterator[Row]:
    """The fields of the request: those with labels in their order, then the others under their own names."""
    named = [field for field in labels if field in approval.after]
    changed = set(approval.changed)
    for field in [*named, *(field for field in approval.after if field not in {*labels, *unseen})]:
        show_one = show.get(field, plain)
        before, after = show_one(approval.before.get(field)), show_one(approval.after[field])
        old, new = pieces(before, after)
        yield Row(field, str(labels.get(field, field)), old, new, field in changed)


def plain(value: Any) -> str:
    """A value as people read it."""
    if value is None or value in ("", [], {}):
        return gettext("chưa có")
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, list):
        return "; ".join(plain(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {plain(each)}" for name, each in value.items())
    return str(value)


def pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both sides in parts."""
    if max(len(before), len(after)) < LONG:
        return [Piece(before, True)], [Piece(after, True)]
    old, new = before.split(), after.split()
    left: list[Piece] = []
    right: list[Piece] = []
    for what, start, end, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words in ((left, old[start:end]), (right, new[from_new:to_new])):
            if words:
                side.append(Piece(" ".join(words), what != "equal"))
    return left, right
