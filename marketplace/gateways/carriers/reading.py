"""What the notices of carriers have in common: a secret that is compared, fields of any type, and what is kept."""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import parse_qsl

from marketplace.clock import VIETNAM, now
from marketplace.gateways.carriers.parts import NoAnswer, NoticeForged, NoticesOff, NoticeUnreadable
from marketplace.text import clean_line

KEPT: Final = 200
"""Characters of each text that are kept of a notice."""
MOST_DONG: Final = 10**12


def check_secret(expected: str, *given: str) -> None:
    """Raises NoticesOff without a secret of ours, NoticeForged unless one of those given is it."""
    if not expected:
        raise NoticesOff()
    if not any(hmac.compare_digest(expected.encode(), each.encode()) for each in given):
        raise NoticeForged()


def fields_of(body: bytes, kind: str) -> dict[str, Any]:
    """The fields of a notice that comes as JSON or as a form. Raises NoticeUnreadable."""
    try:
        if kind.startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(body.decode(), keep_blank_values=True))
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoticeUnreadable() from error
    if not isinstance(told, dict):
        raise NoticeUnreadable()
    return told


def text_of(told: Mapping[str, Any], name: str, longest: int = KEPT) -> str:
    """A text or a number as text; nothing for everything else."""
    value = told.get(name)
    return clean_line(str(value), longest) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def dong_of(told: Mapping[str, Any], name: str) -> int | None:
    """A whole amount, as a number or its digits; None where there is none that can be read."""
    value = told.get(name)
    try:
        amount = int(float(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        return None
    return amount if amount is not None and 0 <= amount <= MOST_DONG else None


def moment_of(text: str, *shapes: str) -> datetime:
    """An instant in one of these shapes, or as ISO 8601; on Vietnam's clock unless it has an offset. Now if unreadable:
    a time that is written oddly must not cost the news.
    """
    for shape in shapes:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return now()
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def key_of(*parts: str) -> str:
    """One short name for what is the same in every repetition."""
    return sha256("\n".join(parts).encode()).hexdigest()


def kept(told: Mapping[str, Any], *names: str) -> dict[str, str]:
    """These fields, cut to what is worth keeping."""
    return {name: text_of(told, name) for name in names if told.get(name) is not None}


def part_of(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object under this name. Raises NoAnswer when there is none: an answer without it answers nothing."""
    found = told.get(name)
    if not isinstance(found, dict):
        raise NoAnswer(f"no {name} in it")
    return found


def clipped(text: str, longest_bytes: int) -> str:
    """The beginning of a text that fits into so many bytes of UTF-8, cut between letters."""
    return text.encode()[:longest_bytes].decode(errors="ignore").strip()
