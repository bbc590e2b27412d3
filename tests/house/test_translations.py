"""English is complete: every sentence of the shop has its translation, with the same blanks to fill."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house.sources import ROOT, files

KEYWORDS = DEFAULT_KEYWORDS | {"N_": None, "lazy_gettext": None}
BLANK = re.compile(r"%\(\w+\)[sd]")


def wanted() -> Catalog:
    """Every sentence that the code and the templates ask to have translated."""
    catalogue = Catalog()
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    for *_place, sentence, _comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS):
        catalogue.add(sentence, context=context)
    return catalogue


def english() -> Catalog:
    with Path(ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def ids(catalogue: Catalog) -> set[str]:
    return {str(message.id) for message in catalogue if message.id}


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_sentence_has_its_english_and_no_english_is_left_over() -> None:
    assert ids(wanted()) == ids(english())


def test_no_translation_is_empty_or_unsure() -> None:
    unsure = [message.id for message in english() if message.id and (message.fuzzy or not all(forms(message)))]
    assert unsure == []


def test_a_translation_leaves_the_same_blanks_as_its_sentence() -> None:
    for message in english():
        sentences = [message.id] if isinstance(message.id, str) else list(message.id)
        blanks = set(BLANK.findall(" ".join(sentences)))
        assert all(set(BLANK.findall(form)) <= blanks for form in forms(message)), message.id


def test_buyers_are_called_one_thing_and_sellers_another() -> None:
    """As the design has its words; whoever is invited to a shop is no seller yet."""
    for folder, other in (("storefront", r"anh chị"), ("seller", r"\bbạn\b")):
        pages = [path for path in files("*.html", f"templates/{folder}") if path.parent.name != "invitations"]
        assert [path.name for path in pages if re.search(other, path.read_text(encoding="utf-8"), re.IGNORECASE)] == []
