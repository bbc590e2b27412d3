"""Every letter, text and notice there is, in each turn and both languages, passes the mail checker."""

import re

import pytest
from flask import Flask

from marketplace.notices import Channel, Party
from marketplace.notifications.letters import TEMPLATES, sender, write
from marketplace.notifications.table import WHO_HEARS
from tests.made_letters import facts_of
from tests.mail_check import LEFT_OVER, faults_in

NAMES = sorted(path.stem for path in TEMPLATES.glob("*.txt"))
VIETNAMESE = re.compile(r"[àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]", re.IGNORECASE)
HOLES = re.compile(r" [,.;](?!\S)|\(\s*\)|,,|[^.]\.\.(?!\.)|: *\.")


def languages(name: str) -> tuple[str, ...]:
    """Shops are written to in Vietnamese, everybody else in their language."""
    return ("vi",) if WHO_HEARS[name].party == Party.SHOP else ("vi", "en")


def test_each_has_its_line_in_the_table() -> None:
    assert set(NAMES) == set(WHO_HEARS)


@pytest.mark.parametrize("name", NAMES)
def test_it_passes_the_mail_checker(app: Flask, name: str) -> None:
    is_letter = Channel.MAIL in WHO_HEARS[name].channels
    wrong: list[str] = []
    for locale in languages(name):
        for facts in facts_of(name, locale):
            letter = write(name, locale, path="/don/abc", **{"stop_link": "", "stop_path": "/thu/abc", **facts})
            is_odd = any("<b>" in str(fact) for fact in facts.values())
            if is_letter:
                subject = letter.subject[:150] if is_odd else letter.subject
                wrong += faults_in(subject, letter.body, locale)
                assert sender.shop_name in letter.body
            said = f"{letter.subject}\n{letter.body}"
            if found := LEFT_OVER.search(said) or HOLES.search(said):
                wrong.append(f"{locale}: {found.group()!r} in {said!r}")
            if locale == "en" and not is_odd and (found := VIETNAMESE.search(said.replace(sender.shop_name, ""))):
                wrong.append(f"an English letter has {said[max(found.start() - 30, 0) : found.end() + 30]!r}")
    assert wrong == []
